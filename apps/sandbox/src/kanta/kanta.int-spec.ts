import { readFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import {
  actionOf,
  CODES,
  DocumentSigner,
  INTERACTIONS,
  readAcknowledgement,
  writeArchiveMessage,
  writeDocument,
  type ClinicalDocument,
  type DocumentHeader,
  type Interaction,
} from '#cda';
import { createLogger } from '#observability';
import { readEnvelope, readXml, writeEnvelope } from '#soap';
import { freshConfig } from '../../testing/sandbox-config.js';
import type { SandboxConfig } from '../sandbox.config.js';
import { KantaServer } from './kanta.server.js';

const ROOT = '1.2.246.10.99900011';
const at = new Date('2026-03-02T08:15:00Z');
const EVENT = `${ROOT}.16.2026.1`;

let config: SandboxConfig;
let server: KantaServer;
let signer: DocumentSigner;
let count = 0;

beforeAll(async () => {
  config = await freshConfig();
  server = new KantaServer(config, createLogger({ app: 'sandbox', level: 'error' }));
  await server.onModuleInit();
  signer = new DocumentSigner({ key: secret('signing-key'), certificate: secret('signing-certificate') });
  await send(message(aDocument({ id: `${ROOT}.93.1`, documentType: CODES.serviceEvent })));
});

afterAll(() => server.onApplicationShutdown());

const secret = (name: string): string => readFileSync(join(config.secretsDir, `kanta-${name}`), 'utf8');
const nextId = (): string => `${ROOT}.93.${1_000 + (count += 1)}`;

type Different = Partial<DocumentHeader> & {
  readonly documentType?: DocumentHeader['local']['documentType'];
};

function aDocument({ documentType = CODES.narrative, ...different }: Different = {}): ClinicalDocument {
  const id = different.id ?? nextId();
  const header: DocumentHeader = {
    templateIds: [{ root: '1.2.246.777.11.2015.38' }],
    id,
    setId: id,
    versionNumber: 1,
    code: { code: '2', system: '1.2.246.537.5.40150.2009' },
    title: 'Suositus',
    effectiveTime: '20260302101500+0200',
    confidentiality: CODES.confidential,
    patient: {
      id: { root: '1.2.246.21', extension: '010594Y9032' },
      familyName: 'Ensimmäinen',
      givenName: 'Testi',
    },
    authors: [{ name: 'Liisa Lääkäri' }],
    custodian: { oid: `${ROOT}.19.0`, name: 'Testialue' },
    encounter: { id: EVENT },
    local: {
      contents: [{ code: 'YLE', system: '1.2.246.537.6.12.2002' }],
      fileFormat: CODES.cdaR2,
      software: { moderator: 'a', product: 'b', version: 'c' },
      documentType,
      functionCode: { code: '06.00', system: '1.2.246.537.6.300.2010' },
      recordStatus: CODES.readyToArchive,
      custodianType: CODES.publicCustodian,
      retention: CODES.retainedFor12Years,
      releaseDate: '20260302',
    },
    ...different,
  };
  return { header, body: { kind: 'structured', sections: [{ title: 'Suositus', text: 'Teksti' }] } };
}

interface Message {
  readonly interaction: Interaction;
  readonly xml: string;
}

/** @param change of the document, after it was written and signed */
function message(
  document: ClinicalDocument,
  interaction: Interaction = INTERACTIONS.archive,
  change: (xml: string) => string = (xml) => xml,
): Message {
  count += 1;
  const xml = change(writeDocument(document, signer, at).bytes.toString());
  const transmission = {
    messageId: `${ROOT}.1.${count}`,
    createdAt: at,
    profileIds: ['1.2.246.777.11.2015.5'],
    processing: 'D',
    receiver: '1.2.246.556.18007.2',
    sender: `${ROOT}.10.0`,
  } as const;
  return {
    interaction,
    xml: writeArchiveMessage({
      interaction,
      transmission,
      reasons: [CODES.archiveOwnDocuments],
      provider: `${ROOT}.10.0`,
      header: document.header,
      ...(interaction === INTERACTIONS.archiveVersion && { replacementReason: CODES.correction }),
      document: Buffer.from(xml),
    }),
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function post(body: string, headers: Readonly<Record<string, string>>, certificate = true): Promise<Answer> {
  const tls = certificate ? { key: secret('client-key'), cert: secret('client-certificate') } : {};
  const options = { method: 'POST', ca: secret('certificate-authority'), agent: false, headers, ...tls };
  return new Promise((answered, failed) => {
    const request = https.request(
      `${server.address.replace('http:', 'https:')}/kanta`,
      options,
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          answered({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
        });
      },
    );
    request.on('error', failed);
    request.end(body);
  });
}

const usualHeaders = (action: string) => ({
  'content-type': 'text/xml; charset=utf-8',
  soapaction: `"${action}"`,
});

function enveloped({ interaction, xml }: Message): string {
  const to = 'https://127.0.0.1/kanta';
  const messageId = 'urn:uuid:00000000-0000-4000-8000-000000000001';
  return writeEnvelope({ messageId, action: actionOf(interaction), to }, xml);
}

/** @returns the type and the error codes of the acknowledgement; the fault where there is none */
async function send(given: Message): Promise<string> {
  const { text } = await post(enveloped(given), usualHeaders(actionOf(given.interaction)));
  const envelope = readEnvelope(readXml(Buffer.from(text)));
  if (envelope?.kind !== 'message') return `fault ${envelope?.code ?? ''}`;
  const acknowledgement = readAcknowledgement(envelope.body);
  return [acknowledgement?.type, ...(acknowledgement?.errorCodes ?? [])].join(' ');
}

const journal = async (): Promise<readonly { readonly id: string }[]> =>
  (await fetch(`${server.address}/_journal`)).json() as Promise<readonly { readonly id: string }[]>;

describe('the Kanta stand-in', () => {
  it('archives a document, once', async () => {
    const document = aDocument();
    expect(await send(message(document))).toBe('AA');
    expect(await send(message(document))).toBe('AE 4Y00101');
    expect((await journal()).filter(({ id }) => id === document.header.id)).toHaveLength(1);
  });

  it('has no technical documents in its journal', async () => {
    expect((await journal()).map(({ id }) => id)).not.toContain(`${ROOT}.93.1`);
  });

  it('talks to nobody without a certificate', async () => {
    const given = message(aDocument());
    await expect(post(enveloped(given), usualHeaders(actionOf(given.interaction)), false)).rejects.toThrow();
  });

  it('shows its own side over plain HTTP on the same port, and nothing else', async () => {
    expect((await fetch(`${server.address}/_health`)).status).toBe(200);
    expect((await fetch(`${server.address}/kanta`, { method: 'POST' })).status).toBe(404);
  });

  it.each<readonly [string, (xml: string) => string, string]>([
    ['no set', (xml) => xml.replace(/<setId [^>]*>/, ''), '4Y00108'],
    ['no local header', (xml) => xml.replace(/<localHeader .*<\/localHeader>/s, ''), '4Y00108'],
    ['no custodian', (xml) => xml.replace(/<custodian>.*<\/custodian>/s, ''), '4Y00108'],
    [
      'a status that is not ready',
      (xml) => xml.replace('recordStatus code="3"', 'recordStatus code="1"'),
      '4Y00108',
    ],
    [
      'the wrong order',
      (xml) => xml.replace(/(<title>[^<]*<\/title>)(<effectiveTime [^>]*>)/, '$2$1'),
      '4Y00108',
    ],
    ['another body id', (xml) => xml.replace(/structuredBody ID="OID/, 'structuredBody ID="XOID'), '4Y00108'],
    [
      'a document type',
      (xml) => xml.replace('<ClinicalDocument', '<!DOCTYPE x><ClinicalDocument'),
      '4Y00108',
    ],
    ['an identity code that is none', (xml) => xml.replace('010594Y9032', '010594Y9033'), '4Y00108'],
    ['another patient than the envelope', (xml) => xml.replace('010594Y9032', '010516B903X'), '4Y00007'],
    ['another time than the envelope', (xml) => xml.replace('20260302101500', '20260302101501'), '4Y00007'],
    ['no signature', (xml) => xml.replace(/<Signature .*<\/Signature>/s, ''), '4Y00104'],
    ['another text than the signed one', (xml) => xml.replace('>Teksti<', '>Muu<'), '4Y00104'],
  ])('refuses a document with %s', async (_, change, code) => {
    const answer = await send(message(aDocument(), INTERACTIONS.archive, change));
    expect(answer).toMatch(new RegExp(`^AE ${code}`));
  });

  it.each<readonly [string, (xml: string) => string]>([
    ['without the service request', (xml) => xml.replace(/<reasonCode code="PP1"[^>]*>/, '')],
    [
      'of another interaction than it says',
      (xml) => xml.replace('extension="RCMR_IN100002FI01"', 'extension="RCMR_IN100016FI01"'),
    ],
    [
      'with its fields in another order',
      (xml) => xml.replace(/(<versionCode [^>]*>)(<interactionId [^>]*>)/, '$2$1'),
    ],
    ['without its payload', (xml) => xml.replace(/<text .*?<\/text>/s, '<text/>')],
    [
      'of which the payload is another document',
      (xml) => xml.replace(/Content-ID: &lt;[^&]*/, 'Content-ID: &lt;1.2'),
    ],
  ])('refuses a message %s', async (_, change) => {
    const given = message(aDocument());
    expect(await send({ ...given, xml: change(given.xml) })).toBe('AE 4Y00007');
  });

  it('takes no message twice', async () => {
    const given = message(aDocument());
    expect(await send(given)).toBe('AA');
    expect(await send(given)).toBe('AE 4Y00007');
  });

  it('wants to know the service event, of the same patient', async () => {
    const unknown = aDocument({ encounter: { id: `${ROOT}.16.2026.2` } });
    expect(await send(message(unknown))).toBe('AE 4Y00103');
    const { patient } = aDocument().header;
    const other = aDocument({
      patient: { ...patient, id: { root: '1.2.246.21', extension: '010516B903X' } },
    });
    expect(await send(message(other))).toBe('AE 4Y00106');
  });

  it('takes versions in order, each once', async () => {
    const first = aDocument().header;
    expect(await send(message(aDocument({ id: first.id })))).toBe('AA');
    const version = (versionNumber: number, before = first.id) =>
      message(
        aDocument({
          id: nextId(),
          setId: first.id,
          versionNumber,
          replaces: { id: before, setId: first.id, versionNumber: versionNumber - 1 },
        }),
        INTERACTIONS.archiveVersion,
      );
    expect(await send(version(3))).toBe('AE 4Y00102');
    expect(await send(version(2, nextId()))).toBe('AE 4Y00102');
    expect(await send(version(2))).toBe('AA');
    expect(await send(version(2))).toBe('AE 4Y00102');
  });

  it('answers what is no message with a fault', async () => {
    const given = message(aDocument());
    const headers = usualHeaders(actionOf(given.interaction));
    const body = enveloped(given);
    expect(await post('<x/>', headers)).toMatchObject({
      status: 500,
      text: expect.stringContaining('soap:Client'),
    });
    expect(await post(`<!DOCTYPE x>${body}`, headers)).toMatchObject({ status: 500 });
    expect(await post(body, { ...headers, 'content-type': 'application/soap+xml' })).toMatchObject({
      status: 415,
    });
    expect(await post(body, { ...headers, soapaction: '"urn:x"' })).toMatchObject({ status: 500 });
    expect(await send({ ...given, interaction: INTERACTIONS.archiveSocial })).toBe('fault Client');
  });
});
