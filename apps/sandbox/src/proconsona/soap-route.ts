import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actionOf, type Interaction } from '#cda';
import type { Logger } from '#observability';
import {
  SOAP_MEDIA_TYPE,
  XmlUnreadable,
  readEnvelope,
  readXml,
  writeEnvelope,
  writeFault,
  type FaultCode,
  type XmlElement,
} from '#soap';
import type { Faults } from '../stand-in/faults.js';
import { bytesOf } from '../stand-in/own-side.js';
import { interactionOf, isQuery } from './interactions.js';
import type { SocialArchive } from './social-archive.js';

export interface SoapRouteParts {
  readonly archive: SocialArchive;
  readonly faults: Faults;
  readonly logger: Logger;
}

/** A request that is no message to the system at all. */
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
  readonly messageId: string;
  readonly interaction: Interaction;
  readonly message: XmlElement;
}

type Ordered = 'dropped' | { readonly requestId: string; readonly action: string; readonly answer: string };

/** `POST /proconsona`: the system's SOAP 1.1 service; the ordered faults come in between. */
export function soapRoute(app: FastifyInstance, { archive, faults, logger }: SoapRouteParts): void {
  app.post('/proconsona', async (request, reply) => {
    try {
      const ordered = await answerRequest(request, archive, faults);
      if (ordered === 'dropped') return await drop(request, reply);
      const { requestId, action, answer } = ordered;
      const answering = { messageId: newId(), action: `${action}Response`, relatesTo: requestId };
      return await send(reply, 200, writeEnvelope(answering, answer));
    } catch (error) {
      if (!(error instanceof SoapRefusal)) logger.error('sandbox.request-failed', { error });
      return refuse(reply, error instanceof SoapRefusal ? error : new SoapRefusal(500, 'Server', 'Failed'));
    }
  });
}

async function answerRequest(
  request: FastifyRequest,
  archive: SocialArchive,
  faults: Faults,
): Promise<Ordered> {
  if (faults.hits('down')) return 'dropped';
  await wait(faults.take('slow-token'));
  const status = faults.take('status');
  if (status !== undefined) {
    throw new SoapRefusal(status, status < 500 ? 'Client' : 'Server', 'Ordered fault');
  }
  const { messageId, interaction, message } = readRequest(request);
  const writes = !isQuery(interaction);
  if (writes && faults.hits('drop-before')) return 'dropped';
  const answer = await archive.answer(message, interaction);
  if (writes && faults.hits('drop-after')) return 'dropped';
  await wait(faults.take('latency'));
  return { requestId: messageId, action: actionOf(interaction), answer };
}

function readRequest({ headers, body }: FastifyRequest): SoapRequest {
  if (!/^text\/xml;\s*charset="?utf-8"?$/i.test(headers['content-type'] ?? '')) {
    throw new SoapRefusal(415, 'Client', 'Only text/xml in UTF-8');
  }
  const bytes = bytesOf(body);
  checkLines(bytes.toString('utf8'));
  const envelope = readOrNothing(bytes);
  if (envelope?.kind !== 'message') throw new SoapRefusal(500, 'Client', 'No SOAP 1.1 message');
  const { messageId, action, to } = envelope.addressing;
  if (messageId === undefined || !/^urn:uuid:[0-9a-f-]{36}$/i.test(messageId) || to === undefined) {
    throw new SoapRefusal(500, 'Client', 'WS-Addressing headers are missing');
  }
  if (action === undefined || headers['soapaction'] !== `"${action}"`) {
    throw new SoapRefusal(500, 'Client', 'SOAPAction and Action differ');
  }
  const interaction = interactionOf(envelope.body);
  if (interaction === undefined) throw new SoapRefusal(500, 'Client', 'Unknown interaction');
  if (action !== actionOf(interaction)) throw new SoapRefusal(500, 'Client', 'Another action');
  return { messageId, interaction, message: envelope.body };
}

/** As the clients of the test environment insist on (interfaces.md, section 7). */
function checkLines(text: string): void {
  const declarations = [...text.matchAll(/<\?xml\s/g)].length;
  if (!text.startsWith('<?xml ') || declarations !== 1) {
    throw new SoapRefusal(500, 'Client', 'Not exactly one XML declaration');
  }
  if (text.includes('\r')) throw new SoapRefusal(500, 'Client', 'Lines end in LF');
}

function readOrNothing(bytes: Buffer): ReturnType<typeof readEnvelope> {
  try {
    return readEnvelope(readXml(bytes));
  } catch (error) {
    if (error instanceof XmlUnreadable) return undefined;
    throw error;
  }
}

function drop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.raw.socket.destroy();
  return reply.hijack();
}

function refuse(reply: FastifyReply, { status, fault, reason }: SoapRefusal): FastifyReply {
  if (status === 429 || status === 503) reply.header('Retry-After', '1');
  const answering = { messageId: newId(), action: 'http://www.w3.org/2005/08/addressing/fault' };
  return send(reply, status, writeEnvelope(answering, writeFault(fault, reason)));
}

const send = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).header('Content-Type', SOAP_MEDIA_TYPE).send(text);

const newId = (): string => `urn:uuid:${randomUUID()}`;

async function wait(forMs: number | undefined): Promise<void> {
  if (forMs !== undefined) await pause(forMs);
}
