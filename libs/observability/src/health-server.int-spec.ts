import { createMetrics, startHealthServer } from './index.js';
import type { HealthServer, HealthServerOptions } from './index.js';

const WORKING: HealthServerOptions = {
  port: 0,
  live: () => true,
  ready: () => Promise.resolve({ ready: true, parts: { postgresql: 'up', redis: 'degraded' } }),
  metrics: createMetrics({ app: 'lifecare' }),
};

describe('the health server of a worker', () => {
  let server: HealthServer | undefined;

  afterEach(async () => {
    await server?.stop();
  });

  async function ask(
    path: string,
    options: Partial<HealthServerOptions> = {},
    init?: RequestInit,
  ): Promise<Response> {
    server = await startHealthServer({ ...WORKING, ...options });
    return fetch(`http://127.0.0.1:${server.port}${path}`, init);
  }

  it('says that the process lives', async () => {
    const answer = await ask('/health/live');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('asks for a restart when the process is stuck', async () => {
    expect((await ask('/health/live', { live: () => false })).status).toBe(503);
  });

  it('is ready with a part degraded, and tells which', async () => {
    const answer = await ask('/health/ready');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ready', parts: { postgresql: 'up', redis: 'degraded' } });
  });

  it('is not ready when a part that it needs is down', async () => {
    const ready = () => Promise.resolve({ ready: false, parts: { postgresql: 'down' } } as const);
    expect((await ask('/health/ready', { ready })).status).toBe(503);
  });

  it('answers not ready when a check fails, and repeats nothing of the fault', async () => {
    const answer = await ask('/health/ready', {
      ready: () => Promise.reject(new Error('postgres://user:secret@db')),
    });
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('secret');
  });

  it('answers not ready when a check hangs', async () => {
    expect((await ask('/health/ready', { ready: () => new Promise(() => undefined) })).status).toBe(503);
  });

  it('shows the metrics in the text format of Prometheus', async () => {
    const answer = await ask('/metrics');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toContain('# TYPE kuittaus_tasks gauge');
  });

  it('refuses other methods and knows no other path', async () => {
    expect((await ask('/health/live', {}, { method: 'POST' })).status).toBe(405);
    await server?.stop();
    expect((await ask('/health/live/../../etc')).status).toBe(404);
  });

  it('stops at once, while an answer is still under way', async () => {
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const ready = (): Promise<never> => {
      asked();
      return new Promise(() => undefined);
    };
    const answer = expect(ask('/health/ready', { ready })).rejects.toThrow();
    await isAsked;
    await server?.stop();
    server = undefined;
    await answer;
  });
});
