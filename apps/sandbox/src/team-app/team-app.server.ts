import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readSecret } from '#configuration';
import type { Logger } from '#observability';
import { isObject, parseJson } from '../json.js';
import { Problem, bytesOf, ownSideServer, takeAnyBody } from '../stand-in/own-side.js';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { EventJournal } from './event-journal.js';
import { GatewayClient } from './gateway.client.js';
import { readSampleEvent } from './sample-event.js';
import { type WebhookHeaders, isAuthentic, signWebhook, webhookKey } from './webhook-signing.js';

/** The sample team application: sends sample decisions, and keeps the events that it is told. */
@Injectable()
export class TeamAppServer implements OnModuleInit, OnApplicationShutdown {
  /** `http://127.0.0.1:<port>`, once it listens. */
  address = '';
  private app: FastifyInstance | undefined;
  private journal: EventJournal | undefined;

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { standInsDir, ports } = this.config;
    const callbackKey = webhookKey(readSecret('team-app-callback', this.config));
    const senderKey = webhookKey(readSecret('sender-sample', this.config));
    const journal = await EventJournal.open(join(standInsDir, 'team-app', 'events.jsonl'));
    this.journal = journal;
    this.app = ownSideServer(this.logger);
    takeAnyBody(this.app);
    this.app.get('/_journal', () => journal.events());
    this.app.post('/_events', async (request, reply) => {
      await journal.add(readEvent(request, callbackKey));
      return reply.code(204).send();
    });
    this.app.post<{ Params: { name: string } }>('/samples/:name', ({ params }, reply) =>
      this.sendSample(params.name, senderKey, reply),
    );
    this.address = await this.app.listen({ host: this.config.host, port: ports.teamApp });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.app?.close();
    await this.journal?.close();
  }

  /** Answers `{status, body}` of the gateway; its 503 is ours too, so that the caller tries again. */
  private async sendSample(name: string, key: Buffer, reply: FastifyReply): Promise<FastifyReply> {
    const event = await readSampleEvent(this.config.samplesDir, name);
    if (event === undefined) throw new Problem(404, 'unknown-sample', 'No such sample decision');
    const headers = signWebhook(key, { ...event, now: Date.now() });
    const answer = await new GatewayClient(this.config.gatewayUrl).send(event.body, headers);
    if (answer === undefined) throw new Problem(503, 'gateway-unreachable', 'The gateway does not answer');
    const { status, body, retryAfter } = answer;
    if (retryAfter !== undefined) reply.header('Retry-After', retryAfter);
    return reply.code(status === 503 ? 503 : 200).send({ status, body });
  }
}

/** @throws {@link Problem} 401 where the event is not signed with our secret, 400 where it is no JSON object */
function readEvent(request: FastifyRequest, key: Buffer) {
  const body = bytesOf(request.body);
  const header = (name: string): string => [request.headers[name]].flat()[0] ?? '';
  const headers: WebhookHeaders = {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
  };
  if (!isAuthentic(key, headers, body, Date.now())) {
    throw new Problem(401, 'not-authentic', 'Signature refused');
  }
  if (!isObject(parseJson(body))) throw new Problem(400, 'not-json', 'Not a JSON object');
  return { receivedAt: new Date().toISOString(), headers, body: body.toString('utf8') };
}
