import { sql } from 'kysely';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '../testing/index.js';
import type { TestLedger } from '../testing/index.js';

const LONG_AGO = new Date('2000-01-01T00:00:00Z');

let house: TestLedger;
beforeEach(async () => {
  house = await openTestLedger();
});
afterEach(() => house.stop());

async function replayedIds(since: Date): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const batch of house.ledger.replayDecisions(since)) {
    ids.push(...batch.map(({ decision }) => decision.decisionId));
  }
  return ids.sort();
}

describe('decisions to be planned once more', () => {
  it('come whole, with the moment that they were taken', async () => {
    await storeDecision(house.ledger, aDecision('D-1'), []);
    for await (const [replayed] of house.ledger.replayDecisions(LONG_AGO)) {
      expect(replayed?.decision).toEqual(aDecision('D-1'));
      expect(Math.abs(Date.now() - (replayed?.takenAt.getTime() ?? 0))).toBeLessThan(60_000);
    }
    expect(await replayedIds(LONG_AGO)).toEqual(['D-1']);
  });

  it('are all of the period, over more than one batch, each once', async () => {
    const ids = Array.from({ length: 503 }, (_, index) => `D-${String(index).padStart(4, '0')}`);
    for (const id of ids) await storeDecision(house.ledger, aDecision(id), []);
    expect(await replayedIds(LONG_AGO)).toEqual(ids);
    expect(await replayedIds(new Date(Date.now() + 60_000))).toEqual([]);
  });

  it('are one team’s alone where one is asked for', async () => {
    await storeDecision(house.ledger, aDecision('D-1'), []);
    await storeDecision(house.ledger, { ...aDecision('D-2'), team: 'turku' }, []);
    const ids: string[] = [];
    for await (const batch of house.ledger.replayDecisions(LONG_AGO, 'turku')) {
      ids.push(...batch.map(({ decision }) => decision.decisionId));
    }
    expect(ids).toEqual(['D-2']);
  });

  it('are none that was cancelled', async () => {
    await storeDecision(house.ledger, aDecision('D-1'), []);
    await storeDecision(house.ledger, aDecision('D-2'), []);
    await house.ledger.transaction((tx) =>
      sql`update decision set cancelled_at = now() where decision_id = 'D-1'`.execute(tx),
    );
    expect(await replayedIds(LONG_AGO)).toEqual(['D-2']);
  });
});

describe('the facts of a receipt', () => {
  it('are the tasks of all versions, oldest first, under the newest version’s practice', async () => {
    const tasks = [aTask(), aTask({ record: 'plan', state: 'awaiting-person', channel: 'manual' })];
    await storeDecision(house.ledger, aDecision('D-1'), tasks);
    const facts = await house.ledger.findReceiptFacts('kaarina', 'D-1');
    expect(facts).toMatchObject({ team: 'kaarina', decisionId: 'D-1', version: 1, practiceVersion: '1' });
    expect(facts?.tasks.map(({ id, state }) => [id, state])).toEqual(
      tasks.map(({ id, state }) => [id, state]),
    );
  });

  it('are none of a decision that is not there', async () => {
    expect(await house.ledger.findReceiptFacts('kaarina', 'D-1')).toBeUndefined();
  });
});
