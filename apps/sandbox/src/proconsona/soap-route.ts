import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actionOf, type Interaction } from '#cda';
import type { Logger } from '#observability';
import { SOAP_MEDIA_TYPE } from '#soap';
import type { Faults } from '../stand-in/faults.js';
import { bytesOf } from '../stand-in/own-side.js';
import { SoapRefusal, answerEnvelope, readSoapRequest, type SoapRequest } from '../stand-in/soap-request.js';
import { interactionOf, isQuery } from './interactions.js';
import type { SocialArchive } from './social-archive.js';

export interface SoapRouteParts {
  readonly archive: SocialArchive;
  readonly faults: Faults;
  readonly logger: Logger;
}

type Ordered = 'dropped' | { readonly asked: SoapRequest; readonly answer: string };

/** `POST /proconsona`: the system's SOAP 1.1 service; the ordered faults come in between. */
export function soapRoute(app: FastifyInstance, { archive, faults, logger }: SoapRouteParts): void {
  app.post('/proconsona', async (request, reply) => {
    try {
      const ordered = await answerRequest(request, archive, faults);
      if (ordered === 'dropped') return await drop(request, reply);
      return await send(reply, 200, answerEnvelope(ordered.answer, ordered.asked));
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
  const { asked, interaction } = readRequest(request);
  const writes = !isQuery(interaction);
  if (writes && faults.hits('drop-before')) return 'dropped';
  const answer = await archive.answer(asked.message, interaction);
  if (writes && faults.hits('drop-after')) return 'dropped';
  await wait(faults.take('latency'));
  return { asked, answer };
}

function readRequest({ headers, body }: FastifyRequest): {
  readonly asked: SoapRequest;
  readonly interaction: Interaction;
} {
  const bytes = bytesOf(body);
  checkLines(bytes.toString('utf8'));
  const asked = readSoapRequest(headers, bytes);
  const interaction = interactionOf(asked.message);
  if (interaction === undefined) throw new SoapRefusal(500, 'Client', 'Unknown interaction');
  if (asked.action !== actionOf(interaction)) throw new SoapRefusal(500, 'Client', 'Another action');
  return { asked, interaction };
}

/** As the clients of the test environment insist on (interfaces.md, section 7). */
function checkLines(text: string): void {
  const declarations = [...text.matchAll(/<\?xml\s/g)].length;
  if (!text.startsWith('<?xml ') || declarations !== 1) {
    throw new SoapRefusal(500, 'Client', 'Not exactly one XML declaration');
  }
  if (text.includes('\r')) throw new SoapRefusal(500, 'Client', 'Lines end in LF');
}

function drop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.raw.socket.destroy();
  return reply.hijack();
}

function refuse(reply: FastifyReply, { status, retryAfter, envelope }: SoapRefusal): FastifyReply {
  if (retryAfter !== undefined) reply.header('Retry-After', retryAfter);
  return send(reply, status, envelope);
}

const send = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).header('Content-Type', SOAP_MEDIA_TYPE).send(text);

async function wait(forMs: number | undefined): Promise<void> {
  if (forMs !== undefined) await pause(forMs);
}
