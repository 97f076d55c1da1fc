import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { readSecret } from '#configuration';
import { createLogger } from '#observability';
import { freshConfig } from '../../testing/sandbox-config.js';
import type { SandboxConfig } from '../sandbox.config.js';
import { TeamAppServer } from './team-app.server.js';
import { isAuthentic, signWebhook, webhookKey } from './webhook-signing.js';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A gateway that keeps what it got, and answers as told. */
class Gateway {
  readonly received: Received[] = [];
  answer = { status: 202, headers: {}, body: '{"duplicate":false}' };
  private constructor(private readonly app: FastifyInstance) {}

  static async start(): Promise<Gateway> {
    const app = fastify();
    const gateway = new Gateway(app);
    app.addContentTypeParser(
      'application/cloudevents+json',
      { parseAs: 'string' },
      (_request, body, done) => {
        done(null, body);
      },
    );
    app.post('/v1/webhooks/decisions', (request, reply) => {
      gateway.received.push({
        headers: request.headers as Record<string, string>,
        body: request.body as string,
      });
      const { status, headers, body } = gateway.answer;
      return reply.code(status).headers(headers).type('application/json').send(body);
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return gateway;
  }

  get url(): string {
    return this.app.listeningOrigin;
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}

describe('the sample team application', () => {
  const logger = createLogger({ app: 'sandbox', level: 'error' });
  let gateway: Gateway;
  let config: SandboxConfig;
  let server: TeamAppServer;
  beforeEach(async () => {
    gateway = await Gateway.start();
    config = await freshConfig(gateway.url);
    server = new TeamAppServer(config, logger);
    await server.onModuleInit();
  });
  afterEach(async () => {
    await server.onApplicationShutdown();
    await gateway.stop();
  });

  const send = (name: string): Promise<Response> =>
    fetch(`${server.address}/samples/${name}`, { method: 'POST' });
  const journal = async (): Promise<unknown> => (await fetch(`${server.address}/_journal`)).json();
  const tell = (event: string, secret = 'team-app-callback'): Promise<Response> => {
    const body = Buffer.from(event);
    const key = webhookKey(readSecret(secret, config));
    const { id, timestamp, signature } = signWebhook(key, { id: 'e-1', body, now: Date.now() });
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    return fetch(`${server.address}/_events`, { method: 'POST', headers, body });
  };

  it('sends a sample decision as a signed CloudEvent, and answers what the gateway said', async () => {
    const answer = await send('kaarina-typ-client');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 202, body: { duplicate: false } }]);
    const [{ headers, body }] = gateway.received as [Received];
    const event = JSON.parse(body);
    const sample = JSON.parse(await readFile(join(config.samplesDir, 'kaarina-typ-client.json'), 'utf8'));
    expect(event).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      source: '/sample-team-application',
      time: sample.data.decidedAt,
      subject: 'kaarina/KAA-2026-0142',
      datacontenttype: 'application/json',
      type: 'fi.kuittaus.decision.made',
      data: sample.data,
    });
    const signed = {
      id: headers['webhook-id'] ?? '',
      timestamp: headers['webhook-timestamp'] ?? '',
      signature: headers['webhook-signature'] ?? '',
    };
    expect(signed.id).toBe(event.id);
    const key = webhookKey(readSecret('sender-sample', config));
    expect(isAuthentic(key, signed, Buffer.from(body), Date.now())).toBe(true);
  });

  it('sends the same id and bytes again, so that a repeat is a duplicate', async () => {
    await send('kaarina-typ-client');
    await send('kaarina-typ-client');
    const [first, second] = gateway.received;
    expect(second?.body).toBe(first?.body);
  });

  it('sends other decisions under other ids', async () => {
    await send('kaarina-typ-client');
    const sample = await readFile(join(config.samplesDir, 'kaarina-typ-client.json'), 'utf8');
    const other = sample.replace('KAA-2026-0142', 'KAA-2026-0143');
    await writeFile(join(config.samplesDir, 'another.json'), other);
    await send('another');
    expect(new Set(gateway.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('passes a 503 of the gateway on, with its Retry-After', async () => {
    gateway.answer = { status: 503, headers: { 'retry-after': '7' }, body: '{"code":"not-now"}' };
    const answer = await send('kaarina-typ-client');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await answer.json()).toEqual({ status: 503, body: { code: 'not-now' } });
  });

  it('answers a refusal of the gateway as what it is', async () => {
    gateway.answer = { status: 422, headers: {}, body: '{"code":"invalid"}' };
    const answer = await send('kaarina-typ-client');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 422, body: { code: 'invalid' } }]);
  });

  it('answers 503 when the gateway is not there', async () => {
    await gateway.stop();
    const answer = await send('kaarina-typ-client');
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'gateway-unreachable' }]);
  });

  it.each(['no-such', '..%2Fsecret', 'KAARINA'])('knows no sample %s', async (name) => {
    expect((await send(name)).status).toBe(404);
    expect(gateway.received).toEqual([]);
  });

  it('keeps the events it is told, also over a restart', async () => {
    for (const version of [1, 2]) {
      expect((await tell(JSON.stringify({ id: 'e-1', version }))).status).toBe(204);
    }
    const told = [
      { id: 'e-1', version: 1 },
      { id: 'e-1', version: 2 },
    ];
    expect(await journal()).toEqual(told);
    await server.onApplicationShutdown();
    server = new TeamAppServer(config, logger);
    await server.onModuleInit();
    expect(await journal()).toEqual(told);
  });

  it('refuses an event by another secret, unsigned, or that is no event', async () => {
    const unsigned = await fetch(`${server.address}/_events`, { method: 'POST', body: '{}' });
    const answers = [await tell('{}', 'sender-sample'), unsigned, await tell('[]')];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 400]);
    expect(await journal()).toEqual([]);
  });
});
