import type { Readiness } from '#observability';
import { startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { Answer } from '../../testing/gateway-under-test.js';

async function readyWith(readiness: Readiness): Promise<Answer> {
  const gateway = await startGateway({ readiness: { check: async () => readiness } });
  const answer = await gateway.get('/health/ready');
  await gateway.app.close();
  return answer;
}

describe('the gateway', () => {
  test('lives without asking anything', async () => {
    const gateway = await startGateway({ readiness: { check: () => Promise.reject(new Error('asked')) } });
    expect(await gateway.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    await gateway.app.close();
  });

  test('is ready with PostgreSQL, migrations and keys', async () => {
    const parts = { postgresql: 'up', migrations: 'up', keys: 'up', redis: 'up' } as const;
    expect(await readyWith({ ready: true, parts })).toMatchObject({
      status: 200,
      body: { status: 'ready', parts },
    });
  });

  test('is ready without Redis, and says that it is degraded', async () => {
    const parts = { postgresql: 'up', redis: 'degraded' } as const;
    expect(await readyWith({ ready: true, parts })).toMatchObject({
      status: 200,
      body: { status: 'degraded', parts },
    });
  });

  test('is not ready without PostgreSQL', async () => {
    const parts = { postgresql: 'down', redis: 'up' } as const;
    expect(await readyWith({ ready: false, parts })).toMatchObject({
      status: 503,
      body: { status: 'not-ready', parts },
    });
  });

  test('tells its metrics to system administrators', async () => {
    const gateway = await startGateway();
    const answer = await gateway.get('/metrics', tokenOf({ roles: ['sysadmin'] }));
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.text).toContain('kuittaus_decisions_received_total');
    await gateway.app.close();
  });
});
