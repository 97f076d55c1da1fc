import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorAnswer, Refusal } from '../rest/refusal.js';
import type { Faults } from '../stand-in/faults.js';

/** The service that this stand-in is, and the X-Road instance whose members may call it. */
export const INSTANCE = 'FI-TEST';
export const SERVICE = `${INSTANCE}/GOV/0000000-0/typ/records`;
/** Every call is below this path. */
export const SERVICE_PATH = '/r1/:instance/:memberClass/:memberCode/:subsystem/:service';

const REMEMBERED_IDS = 10_000;

/** A fault of the exchange layer itself: `X-Road-Error` and `{type, message, detail}` (PR-REST, 4.6). */
class XRoadFault extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
  ) {
    super(type);
    this.name = 'XRoadFault';
  }
}

/** The part of a path that the service itself sees. */
export const belowService = (path: string): string => `/${path.split('/').slice(7).join('/')}`;

/** What the security servers between us and the register do with each call. */
export function passSecurityServers(app: FastifyInstance, faults: Faults): void {
  const seen = new Set<string>();
  app.addHook('onRequest', async (request, reply) => {
    const lateMs = faults.take('slow-token') ?? 0;
    if (lateMs > 0) await wait(lateMs, undefined, { ref: false });
    const id = request.headers['x-road-id'];
    const client = request.headers['x-road-client'];
    if (typeof client !== 'string' || client === '') throw new XRoadFault(400, 'Client.BadRequest');
    if (typeof id === 'string') refuseRepeated(seen, id);
    markAnswer(reply, { id: typeof id === 'string' ? id : randomUUID(), client });
    if (calledService(request) !== SERVICE) throw new XRoadFault(500, 'Server.ServerProxy.UnknownService');
    if (!client.startsWith(`${INSTANCE}/`)) throw new XRoadFault(500, 'Server.ServerProxy.AccessDenied');
  });
}

/** Answers the faults of the exchange layer. */
export const answerXRoadFault: ErrorAnswer = (error, reply) => {
  if (!(error instanceof XRoadFault)) return undefined;
  const { status, type } = error;
  return reply
    .code(status)
    .header('X-Road-Error', type)
    .type('application/json; charset=utf-8')
    .send({ type, message: 'The exchange layer refused the message', detail: randomUUID() });
};

/** Another id for each request is what the contract asks, and what makes a message traceable. */
function refuseRepeated(seen: Set<string>, id: string): void {
  if (seen.has(id)) {
    throw new Refusal(400, 'bad-request', {
      errors: [{ place: 'header', at: 'x-road-id', rule: 'repeated' }],
    });
  }
  seen.add(id);
  const [oldest = ''] = seen;
  if (seen.size > REMEMBERED_IDS) seen.delete(oldest);
}

function markAnswer(
  reply: FastifyReply,
  { id, client }: { readonly id: string; readonly client: string },
): void {
  reply.headers({
    'X-Road-Id': id,
    'X-Road-Client': client,
    'X-Road-Service': SERVICE,
    'X-Road-Request-Id': randomUUID(),
  });
}

function calledService({ url }: FastifyRequest): string {
  return url.split('?')[0]?.split('/').slice(2, 7).map(decoded).join('/') ?? '';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
