import { randomInt, randomUUID } from 'node:crypto';
import { CODES, DocumentSigner, actionOf, writeArchiveMessage, type ArchiveMessage } from '#cda';
import type { RecordingOrder } from '#recording';
import type { SandboxProcess } from '#recording/testing';
import { SOAP_MEDIA_TYPE, writeEnvelope } from '#soap';
import { REASONS, SOCIAL } from '../src/interactions.js';
import { mapDocument, nullificationOf } from '../src/mapping/map-document.js';
import { writeSocialDocument, type SocialDocument } from '../src/write-social-document.js';
import { SETTINGS } from './proconsona-bench.js';

/** What is to be different from a right message. */
export interface Alterations {
  /** Before it is signed. */
  readonly document?: (document: SocialDocument) => SocialDocument;
  /** After it is signed. */
  readonly source?: (xml: string) => string;
  readonly message?: (message: ArchiveMessage) => ArchiveMessage;
  readonly frame?: (xml: string) => string;
}

/** What the stand-in said, as a person would read it. */
export interface Said {
  readonly status: number;
  readonly text: string;
  /** AA or AE; absent for a fault. */
  readonly type: string | undefined;
  readonly codes: readonly string[];
  readonly details: readonly string[];
}

export interface Written {
  readonly frame: string;
  readonly document: string;
}

/** The frame and the document of an order, as the adapter writes them but for what is altered. */
export function written(order: RecordingOrder, sandbox: SandboxProcess, alter: Alterations = {}): Written {
  const same = <T>(value: T): T => value;
  const signer = new DocumentSigner({
    key: sandbox.secret('proconsona-signing-key'),
    certificate: sandbox.secret('proconsona-signing-certificate'),
  });
  const mapped = mapDocument(order, SETTINGS);
  const bytes = writeSocialDocument((alter.document ?? same)(mapped), signer, new Date());
  const document = (alter.source ?? same)(bytes.toString());
  const { sender, receiver, provider } = SETTINGS;
  const isFirst = order.operation === 'create';
  const replacementReason = order.operation === 'nullify' ? nullificationOf(SETTINGS) : CODES.correction;
  const message: ArchiveMessage = {
    interaction: isFirst ? SOCIAL.archive : SOCIAL.archiveVersion,
    transmission: {
      messageId: `${sender}.${randomInt(2 ** 40)}`,
      createdAt: new Date(),
      profileIds: ['1.2.246.777.11.2008.10'],
      processing: 'D',
      receiver,
      sender,
    },
    reasons: REASONS,
    provider,
    header: mapped.header,
    ...(!isFirst && { replacementReason }),
    document: Buffer.from(document),
  };
  return { frame: (alter.frame ?? same)(writeArchiveMessage((alter.message ?? same)(message))), document };
}

export function sendFrame(frame: string, sandbox: SandboxProcess): Promise<Said> {
  const interaction = frame.startsWith(`<${SOCIAL.archive.id}`) ? SOCIAL.archive : SOCIAL.archiveVersion;
  const action = actionOf(interaction);
  const messageId = `urn:uuid:${randomUUID()}`;
  return sendSoap(
    writeEnvelope({ messageId, action, to: 'http://127.0.0.1/proconsona' }, frame),
    action,
    sandbox,
  );
}

export async function sendSoap(body: string, action: string, sandbox: SandboxProcess): Promise<Said> {
  const response = await fetch(`${sandbox.addresses.proconsona}/proconsona`, {
    method: 'POST',
    headers: { 'Content-Type': SOAP_MEDIA_TYPE, SOAPAction: `"${action}"` },
    body,
  });
  const text = await response.text();
  const inDetails = [...text.matchAll(/<acknowledgementDetail .*?<\/acknowledgementDetail>/gs)].map(
    ([xml]) => xml,
  );
  return {
    status: response.status,
    text,
    type: /<acknowledgement typeCode="(\w+)"/.exec(text)?.[1],
    codes: inDetails.map((xml) => /<code code="(\w+)"/.exec(xml)?.[1] ?? ''),
    details: inDetails.map((xml) => /<text>(.*?)<\/text>/s.exec(xml)?.[1] ?? ''),
  };
}
