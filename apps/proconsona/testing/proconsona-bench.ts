import { randomUUID } from 'node:crypto';
import { setIdOf } from '#cda';
import type { RecordSystemAdapter } from '#recording';
import { SOAP_MEDIA_TYPE, writeEnvelope, writeFault } from '#soap';
import { SandboxProcess, standInAt, type AdapterBench, type Wire } from '#recording/testing';
import type { SocialArchiveSettings } from '../src/proconsona.config.js';
import { createProconsonaAdapter, type ProconsonaAdapterSetup } from '../src/proconsona.factory.js';

const ROOT = '1.2.246.10.99900033';

export const SETTINGS: SocialArchiveSettings = {
  custodian: { name: 'Testialueen sosiaalihuolto', oid: `${ROOT}.19.1` },
  sender: `${ROOT}.10.0.13.1`,
  receiver: `${ROOT}.10.0.13.2`,
  provider: `${ROOT}.10.0`,
  documentRoot: `${ROOT}.93`,
  caseRoot: `${ROOT}.17`,
  processing: 'D',
  register: { system: `${ROOT}.6.1`, code: '1', displayName: 'Sosiaalihuollon asiakasrekisteri' },
  confidentiality: { system: `${ROOT}.6.2`, code: '1', displayName: 'Salassa pidettävä' },
  documentKind: { system: `${ROOT}.6.3`, code: '1', displayName: 'Asiakaskertomusmerkintä' },
  serviceTask: { system: `${ROOT}.6.4`, code: '1', displayName: 'Työikäisten palvelut' },
  retention: { system: `${ROOT}.6.5`, code: '1', displayName: 'Sosiaalihuollon asiakasasiakirja' },
  nullification: { code: '2', displayName: 'Mitätöinti' },
};

export interface ProconsonaBench extends AdapterBench {
  readonly sandbox: SandboxProcess;
}

export async function startProconsonaBench(): Promise<ProconsonaBench> {
  const sandbox = await SandboxProcess.start();
  const base = sandbox.addresses.proconsona;
  const standIn = standInAt({ journal: `${base}/_journal`, faults: `${base}/_faults` });
  return {
    sandbox,
    adapter: adapterFor(sandbox),
    // The system knows a series by the id of its first version, which is made of our key.
    standIn: {
      ...standIn,
      rowsOf: (seriesKey) => standIn.rowsOf(setIdOf({ seriesKey }, SETTINGS.documentRoot)),
    },
    records: [
      'case-note',
      'consent',
      'recommendation',
      'plan',
      'measures',
      'contact-note',
      'visit',
      'statistics',
      'case-manager',
    ],
    wire: wireOf(sandbox),
    stop: () => sandbox.stop(),
  };
}

/** @param different whatever the test is about */
export function adapterFor(
  sandbox: SandboxProcess,
  different: Partial<ProconsonaAdapterSetup> = {},
): RecordSystemAdapter {
  return createProconsonaAdapter({
    address: `${sandbox.addresses.proconsona}/proconsona`,
    settings: SETTINGS,
    signing: {
      key: sandbox.secret('proconsona-signing-key'),
      certificate: sandbox.secret('proconsona-signing-certificate'),
    },
    maxSockets: 4,
    ...different,
  });
}

function wireOf(sandbox: SandboxProcess): Wire {
  return {
    transport: 'http',
    format: 'xml',
    address: `${sandbox.addresses.proconsona}/proconsona`,
    adapterAt: (address) => adapterFor(sandbox, { address }),
    isAside: () => false,
    isWrite: ({ headers }) => /RCMR_IN2000(02|16)FI01/.test(headers['soapaction'] ?? ''),
    storedTwice: (answer) =>
      answer
        .replace(/<subject .*<\/subject>/s, (subject) => subject + subject)
        .replace('<resultTotalQuantity value="1"/>', '<resultTotalQuantity value="2"/>'),
    refusalWith: (told) => ({
      status: 500,
      headers: { 'content-type': SOAP_MEDIA_TYPE },
      body: Buffer.from(
        writeEnvelope({ messageId: `urn:uuid:${randomUUID()}`, action: 'fault' }, writeFault('Client', told)),
      ),
    }),
  };
}
