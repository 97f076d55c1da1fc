import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '#observability';
import {
  readEnvelope,
  readXml,
  SOAP_MEDIA_TYPE,
  writeEnvelope,
  writeFault,
  XmlUnreadable,
  type Addressing,
  type FaultCode,
  type XmlElement,
} from '#soap';
import { actionOf } from '#cda';
import type { Faults } from '../stand-in/faults.js';
import type { Archive } from './archive.js';
import { interactionOf } from './check-wrapper.js';
import { subjectOf, type Subject } from './message-subject.js';

const PATH = '/kanta';
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

export interface SoapSideParts {
  readonly archive: Archive;
  readonly faults: Faults;
  readonly logger: Logger;
}

/** A request that is no message to the archive at all. */
class SoapRefusal extends Error {
  constructor(
    readonly status: number,
    readonly fault: FaultCode,
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'SoapRefusal';
  }
}

interface SoapRequest {
  readonly addressing: Addressing;
  readonly body: XmlElement;
}

/** The archive's SOAP 1.1 service over HTTPS; the ordered faults come in between. */
export class SoapSide {
  constructor(private readonly parts: SoapSideParts) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { faults, logger } = this.parts;
    try {
      if (faults.hits('down')) {
        request.socket.destroy();
        return;
      }
      const status = faults.take('status');
      if (status !== undefined) throw new SoapRefusal(status, 'Server', 'Ordered fault');
      await this.answer(request, response);
    } catch (error) {
      if (!(error instanceof SoapRefusal)) logger.error('sandbox.request-failed', { error });
      const refusal = error instanceof SoapRefusal ? error : new SoapRefusal(500, 'Server', 'Failed');
      refuse(response, refusal);
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { archive, faults } = this.parts;
    const { addressing, body } = readRequest(request, await bodyOf(request));
    const interaction = interactionOf(body);
    if (interaction === undefined) throw new SoapRefusal(500, 'Client', 'Unknown interaction');
    if (addressing.action !== actionOf(interaction)) throw new SoapRefusal(500, 'Client', 'Another action');
    const subject = subjectOf(body, interaction);
    if (subject === 'content' && faults.hits('drop-before')) {
      request.socket.destroy();
      return;
    }
    const answer = await archive.answer(body, interaction, subject);
    if (subject === 'content' && faults.hits('drop-after')) {
      request.socket.destroy();
      return;
    }
    await this.slowDown(subject);
    const action = `${addressing.action}Response`;
    const answering = { messageId: `urn:uuid:${randomUUID()}`, action, relatesTo: addressing.messageId };
    send(response, 200, writeEnvelope(answering, answer));
  }

  private async slowDown(subject: Subject): Promise<void> {
    const waitMs = subject === 'service-event' ? undefined : this.parts.faults.take('latency');
    if (waitMs !== undefined) await pause(waitMs);
  }
}

function readRequest({ method, url, headers }: IncomingMessage, bytes: Buffer): SoapRequest {
  if (url !== PATH) throw new SoapRefusal(404, 'Client', 'No such service');
  if (method !== 'POST') throw new SoapRefusal(405, 'Client', 'Only POST');
  if (!/^text\/xml;\s*charset="?utf-8"?$/i.test(headers['content-type'] ?? '')) {
    throw new SoapRefusal(415, 'Client', 'Only text/xml in UTF-8');
  }
  const envelope = readOrNothing(bytes);
  if (envelope === undefined) throw new SoapRefusal(500, 'Client', 'No SOAP 1.1 envelope');
  if (envelope.kind === 'fault') throw new SoapRefusal(500, 'Client', 'A fault is no request');
  const { messageId, action, to } = envelope.addressing;
  if (messageId === undefined || !/^urn:uuid:[0-9a-f-]{36}$/i.test(messageId) || to === undefined) {
    throw new SoapRefusal(500, 'Client', 'WS-Addressing headers are missing');
  }
  if (action === undefined || headers['soapaction'] !== `"${action}"`) {
    throw new SoapRefusal(500, 'Client', 'SOAPAction and Action differ');
  }
  return { addressing: { messageId, action, to }, body: envelope.body };
}

function readOrNothing(bytes: Buffer): ReturnType<typeof readEnvelope> {
  try {
    return readEnvelope(readXml(bytes));
  } catch (error) {
    if (error instanceof XmlUnreadable) return undefined;
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT_BYTES) throw new SoapRefusal(413, 'Client', 'Too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refuse(response: ServerResponse, { status, fault, reason }: SoapRefusal): void {
  if (status === 429 || status === 503) response.setHeader('Retry-After', '1');
  const answering = {
    messageId: `urn:uuid:${randomUUID()}`,
    action: 'http://www.w3.org/2005/08/addressing/fault',
  };
  send(response, status, writeEnvelope(answering, writeFault(fault, reason)));
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': SOAP_MEDIA_TYPE });
  response.end(text);
}
