import { call, startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { Problem } from '../http/problem.js';
import type { SystemActs } from './system-acts.js';
import type { SystemView } from './system-view.js';

const PAUSED: SystemView = {
  endpoint: 'lifecare-varha',
  system: 'lifecare',
  installed: true,
  paused: true,
  pausedReason: 'Huolto',
  pausedAt: '2026-11-17T10:31:00.000Z',
  breaker: 'closed',
  backlog: 3,
};
const sysadmin = tokenOf({ roles: ['sysadmin'] });

let gateway: GatewayUnderTest;
const act = jest.fn<ReturnType<SystemActs['act']>, Parameters<SystemActs['act']>>();
beforeAll(async () => {
  gateway = await startGateway({ systemActs: { isKnown: (id) => id === 'lifecare-varha', act } });
});
afterAll(() => gateway.app.close());
beforeEach(() => {
  act.mockReset();
  act.mockResolvedValue(PAUSED);
});

const post = (path: string, body: unknown, token = sysadmin) =>
  call(gateway.app, 'POST', `/v1/systems/${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    payload: Buffer.from(JSON.stringify(body)),
  });

describe('pausing an endpoint', () => {
  it.each(['pause', 'resume'])(
    '%s is done with its reason, and answered with the endpoint’s state',
    async (verb) => {
      const { status, body } = await post(`lifecare-varha/${verb}`, { reason: 'Huolto' });
      expect({ status, body }).toEqual({ status: 200, body: PAUSED });
      expect(act).toHaveBeenCalledWith(
        verb,
        'lifecare-varha',
        'Huolto',
        expect.objectContaining({ subject: 'test' }),
      );
    },
  );

  it.each([
    [{}, '/reason', 'required'],
    [{ reason: '' }, '/reason', 'pattern'],
    [{ reason: '   ' }, '/reason', 'pattern'],
    [{ reason: 'x'.repeat(501) }, '/reason', 'pattern'],
    [{ reason: 'a\nb' }, '/reason', 'pattern'],
    [{ reason: 7 }, '/reason', 'type'],
    [{ reason: 'Asiakkaan 010594Y9032 vuoksi' }, '/reason', 'identity-code'],
  ])('refuses %j', async (said, path, code) => {
    const { status, body, text } = await post('lifecare-varha/pause', said);
    expect(status).toBe(422);
    expect(body['errors']).toEqual([{ path, code }]);
    expect(text).not.toContain('010594Y9032');
    expect(act).not.toHaveBeenCalled();
  });

  it('knows no other endpoint, and is for system administrators', async () => {
    expect((await post('kela/pause', { reason: 'Huolto' })).status).toBe(404);
    const auditor = tokenOf({ roles: ['auditor', 'participant'] });
    expect((await post('lifecare-varha/pause', { reason: 'Huolto' }, auditor)).status).toBe(403);
    expect(act).not.toHaveBeenCalled();
  });

  it('says so when it could not be stored', async () => {
    act.mockRejectedValue(new Problem('not-now', { retryAfterSeconds: 5 }));
    expect(await post('lifecare-varha/pause', { reason: 'Huolto' })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
    });
  });
});
