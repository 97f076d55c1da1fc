import { randomUUID } from 'node:crypto';
import { setIdOf } from '#cda';
import { SOAP_MEDIA_TYPE, writeEnvelope, writeFault } from '#soap';
import { SandboxProcess, standInAt, type AdapterBench, type Wire } from '#recording/testing';
import type { RecordSystemAdapter } from '#recording';
import type { ArchiveSettings } from '../src/kanta.config.js';
import { createKantaAdapter, type KantaAdapterSetup } from '../src/kanta.adapter.js';

export const SETTINGS: ArchiveSettings = {
  custodian: { name: 'Testialue', oid: '1.2.246.10.99900011.19.0' },
  sender: '1.2.246.10.99900011.10.0.13.1',
  receiver: '1.2.246.556.18007.2',
  provider: '1.2.246.10.99900011.10.0',
  documentRoot: '1.2.246.10.99900011.93',
  serviceEventRoot: '1.2.246.10.99900011.16',
  processing: 'D',
  register: { code: '2', displayName: 'Julkinen terveydenhuolto' },
  taskClass: { code: '06.00', displayName: 'Hoito ja palvelu' },
  view: { code: 'YLE', displayName: 'Yleislääketiede' },
  phase: { code: '14', displayName: 'Hoidon suunnittelu' },
  heading: { code: '98', displayName: 'Suunnitelma' },
  nullification: { code: '2', displayName: 'Mitätöinti' },
};

export interface KantaBench extends AdapterBench {
  readonly sandbox: SandboxProcess;
}

export async function startKantaBench(): Promise<KantaBench> {
  const sandbox = await SandboxProcess.start();
  const base = sandbox.addresses.kanta;
  const standIn = standInAt({ journal: `${base}/_journal`, faults: `${base}/_faults` });
  return {
    sandbox,
    adapter: adapterFor(sandbox),
    // The archive knows a series by the id of its first version, which is made of our key.
    standIn: {
      ...standIn,
      rowsOf: (seriesKey) => standIn.rowsOf(setIdOf({ seriesKey }, SETTINGS.documentRoot)),
    },
    records: ['recommendation', 'plan', 'visit', 'measures', 'case-note', 'case-manager'],
    wire: wireOf(sandbox),
    stop: () => sandbox.stop(),
  };
}

function wireOf(sandbox: SandboxProcess): Wire {
  return {
    transport: 'http',
    format: 'xml',
    address: addressOf(sandbox),
    adapterAt: (address) => adapterFor(sandbox, { address }),
    tls: {
      serverKey: sandbox.secret('kanta-server-key'),
      serverCertificate: sandbox.secret('kanta-server-certificate'),
      clientKey: sandbox.secret('kanta-client-key'),
      clientCertificate: sandbox.secret('kanta-client-certificate'),
      authority: sandbox.secret('kanta-certificate-authority'),
    },
    isAside: ({ body }) => /<[^>]*documentType [^>]*code="4"/.test(body.toString()),
    isWrite: ({ headers }) => /RCMR_IN1000(02|16)FI01/.test(headers['soapaction'] ?? ''),
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

const addressOf = ({ addresses }: SandboxProcess): string =>
  `${addresses.kanta.replace('http:', 'https:')}/kanta`;

/** @param different whatever the test is about */
export function adapterFor(
  sandbox: SandboxProcess,
  different: Partial<KantaAdapterSetup> = {},
): RecordSystemAdapter {
  return createKantaAdapter({
    address: addressOf(sandbox),
    settings: SETTINGS,
    archivedByLifecare: false,
    tls: {
      key: sandbox.secret('kanta-client-key'),
      certificate: sandbox.secret('kanta-client-certificate'),
      serverAuthority: sandbox.secret('kanta-certificate-authority'),
    },
    signing: {
      key: sandbox.secret('kanta-signing-key'),
      certificate: sandbox.secret('kanta-signing-certificate'),
    },
    maxSockets: 4,
    ...different,
  });
}
