import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../stand-in/faults.js';
import { Refusal, sendRefusal } from './refusal.js';

/** Ordered faults that hit any call, before all else. */
export function takeFaults(app: FastifyInstance, faults: Faults): void {
  const late = new WeakMap<FastifyRequest, number>();
  app.addHook('onRequest', async (request, reply) => {
    if (faults.hits('down')) return void destroy(request, reply);
    const lateMs = faults.take('latency');
    if (lateMs !== undefined) late.set(request, lateMs);
    const status = faults.take('status');
    return status === undefined ? undefined : answerStatus(reply, status);
  });
  app.addHook('onSend', async (request) => {
    const lateMs = late.get(request);
    if (lateMs !== undefined) await wait(lateMs, undefined, { ref: false });
  });
}

/** Ends the connection without an answer. */
export function destroy(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function answerStatus(reply: FastifyReply, status: number): FastifyReply {
  if (status === 429 || status === 503) reply.header('Retry-After', '1');
  return sendRefusal(reply, new Refusal(status, 'fault-on-demand'));
}
