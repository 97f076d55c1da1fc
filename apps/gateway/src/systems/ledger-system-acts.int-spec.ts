import { DEFAULT_CONTENT_POLICIES, DEFAULT_PROTECTION } from '#domain';
import type { Endpoint } from '#configuration';
import type { TaskId } from '#domain';
import { createLogger } from '#observability';
import type { Principal } from '#security';
import { v7 as uuid } from 'uuid';
import { aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { LedgerSystemActs } from './ledger-system-acts.js';
import { systemViews } from './system-view.js';

let test: TestLedger;
beforeAll(async () => {
  test = await openTestLedger();
});
afterAll(() => test.stop());

const endpoint = (id: string, system: Endpoint['system'], address?: string): Endpoint => ({
  id,
  system,
  organisations: [],
  content: DEFAULT_CONTENT_POLICIES[system],
  ...(address === undefined ? {} : { address }),
  credentials: {},
  concurrency: 4,
  delivery: aPolicy(),
  protection: DEFAULT_PROTECTION,
  options: { archivesToKanta: false },
});
const ENDPOINTS = [
  endpoint('lifecare-varha', 'lifecare', 'http://127.0.0.1:1'),
  endpoint('typ-sote', 'typ'),
  endpoint('kela', 'kela'),
];
const sysadmin: Principal = { subject: 'aino', roles: new Set(['sysadmin']), teams: new Set() };
const log = createLogger({ app: 'test', level: 'error' });
const acts = () => new LedgerSystemActs(test.ledger, ENDPOINTS, log);

describe('the endpoints as administrators see them', () => {
  it('have their pause with its reason, and the breaker that all replicas share', async () => {
    expect(await acts().act('pause', 'lifecare-varha', 'Huolto', sysadmin)).toMatchObject({
      endpoint: 'lifecare-varha',
      paused: true,
      pausedReason: 'Huolto',
    });
    for (let count = 0; count < 5; count++) {
      await test.ledger.endpoints.tell(
        'typ-sote',
        { successes: 0, failed: true },
        DEFAULT_PROTECTION.breaker,
      );
    }
    await storeDecision(test.ledger, aDecision(uuid()), [
      aTask({ id: uuid() as TaskId, contentDigest: 'aabb' }),
    ]);
    expect(await systemViews(test.ledger, ENDPOINTS)).toEqual([
      {
        endpoint: 'lifecare-varha',
        system: 'lifecare',
        installed: true,
        paused: true,
        pausedReason: 'Huolto',
        pausedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        breaker: 'closed',
        backlog: 1,
        oldestDueAgeMs: expect.any(Number),
      },
      {
        endpoint: 'typ-sote',
        system: 'typ',
        installed: false,
        paused: false,
        breaker: 'open',
        backlog: 0,
      },
    ]);
    expect(await acts().act('resume', 'lifecare-varha', 'Ohi', sysadmin)).toMatchObject({ paused: false });
  });

  it('are not paused by somebody whom the token does not name', async () => {
    const nobody: Principal = { ...sysadmin, subject: '' };
    await expect(acts().act('pause', 'typ-sote', 'Huolto', nobody)).rejects.toMatchObject({
      code: 'wrong-role',
    });
    const [view] = (await systemViews(test.ledger, ENDPOINTS)).filter(({ system }) => system === 'typ');
    expect(view?.paused).toBe(false);
  });

  it('are only those that adapters may serve', () => {
    expect(['lifecare-varha', 'kela', 'nowhere'].map((id) => acts().isKnown(id))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
