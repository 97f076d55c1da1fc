import type { Decision } from '#domain';
import { aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import type { AppName } from './house/app-process.js';
import { anEvent } from './house/gateway-client.js';
import { waitUntil } from './house/wait-until.js';
import {
  clientOf,
  expectExactlyTheirRecords,
  expectNoBlindRepeat,
  expectNoDoubles,
  untilAllRecorded,
  untilRecorded,
} from './recorded.js';

// Twenty deaths take their time on a busy machine.
jest.setTimeout(240_000);

let house: House;
/** Every decision that was taken, in all tests: all of them are counted after each test. */
const taken: Decision[] = [];

beforeAll(async () => {
  house = await startHouse({ deadlineMs: 800, settleMs: 200 });
});
afterAll(() => house.stop());

async function expectEachRecordedOnce(): Promise<void> {
  await untilAllRecorded(house, taken, { withinMs: 100_000 });
  const journal = await house.lifecare.journal();
  expectNoDoubles(journal);
  expectExactlyTheirRecords(journal, taken);
  await expectNoBlindRepeat(house);
  // The other systems' tasks may still be under way; none of their attempts may stay open for ever either.
  const open = () => house.ledger.query('select id from attempt where ended_at is null');
  await waitUntil('every attempt has ended', open, (attempts) => attempts.length === 0);
}

function newDecision(): Decision {
  const decision = aDecision(taken.length);
  taken.push(decision);
  return decision;
}

const untilInJournal = (decision: Decision): Promise<unknown> =>
  waitUntil(
    `${decision.decisionId} has a row in the journal`,
    () => house.lifecare.journal(),
    (rows) => rows.some(({ client }) => client === clientOf(decision.client)),
    { everyMs: 5 },
  );

const untilBeingWritten = (decision: Decision): Promise<unknown> =>
  waitUntil(
    `${decision.decisionId} is being written`,
    () =>
      house.ledger.query(
        `select t.id from task t join attempt a on a.task = t.id
         where t.decision_id = $1 and t.state = 'recording' and a.kind = 'write' and a.ended_at is null`,
        [decision.decisionId],
      ),
    (rows) => rows.length > 0,
    { everyMs: 5 },
  );

/** Ways for an adapter to die between the first byte of a write and its answer. */
const DEATHS: readonly { readonly of: string; readonly die: (decision: Decision) => Promise<void> }[] = [
  {
    of: 'the record is stored, the answer held back',
    die: async (decision) => {
      await house.lifecare.fault({ mode: 'latency', value: 5_000 });
      await house.gateway.deliver(anEvent(decision));
      await untilInJournal(decision);
      await house.app('lifecare').kill();
      await house.lifecare.clearFaults();
    },
  },
  {
    of: 'the request is on its way, nothing stored: the system takes it when its sender is dead',
    die: async (decision) => {
      // Its access token must be there already: the system that stands still gives none.
      const earlier = newDecision();
      await house.gateway.deliver(anEvent(earlier));
      await untilRecorded(house, earlier);
      house.app('sandbox').freeze();
      await house.gateway.deliver(anEvent(decision));
      await untilBeingWritten(decision);
      await house.app('lifecare').kill();
      house.app('sandbox').thaw();
    },
  },
  {
    of: 'the record is stored, the connection lost',
    die: async (decision) => {
      await house.lifecare.fault({ mode: 'drop-after', count: 1 });
      await house.gateway.deliver(anEvent(decision));
      await untilInJournal(decision);
      await house.app('lifecare').kill();
      await house.lifecare.clearFaults();
    },
  },
];
const KILLS = 20;

describe('an adapter', () => {
  it(`that dies ${KILLS} times between send and answer records nothing twice and loses nothing`, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const death = DEATHS[kill % DEATHS.length];
      await death?.die(newDecision());
      await house.app('lifecare').whenReady();
    }
    await expectEachRecordedOnce();
    const lost = await house.ledger.query(`select id from attempt where code = 'lease-lost'`);
    // In two of the three ways it surely died in the middle; else this test would show nothing.
    expect(lost.length).toBeGreaterThanOrEqual(Math.floor((KILLS * 2) / 3));
  });

  it('that dies with a job in its hands, before it has begun, leaves it to its successor soon', async () => {
    const decision = newDecision();
    await house.app('lifecare').takeDown();
    await house.gateway.deliver(anEvent(decision));
    await house.ledger.whileLocked(async () => {
      await house.app('lifecare').start();
      await waitUntil(
        'the adapter has the job, and waits for the decision',
        () =>
          house.ledger.query(
            `select pid from pg_stat_activity where datname = current_database()
             and application_name = 'kuittaus-lifecare' and wait_event_type = 'Lock'`,
          ),
        (rows) => rows.length > 0,
      );
      await house.app('lifecare').kill();
    });
    await untilRecorded(house, decision, { withinMs: 30_000 });
    await expectEachRecordedOnce();
  });

  it('that is stopped past its lease, and comes back, is overtaken: what it sent is looked up', async () => {
    const decision = newDecision();
    await house.lifecare.fault({ mode: 'latency', value: 5_000 });
    await house.gateway.deliver(anEvent(decision));
    await untilInJournal(decision);
    house.app('lifecare').freeze();
    await house.lifecare.clearFaults();
    await house.until('has lost its lease', decision, ({ tasks }) =>
      tasks.some(({ record, state }) => record === 'consent' && state === 'unknown'),
    );
    house.app('lifecare').thaw();
    const { tasks } = await untilRecorded(house, decision);
    const { attemptLog } = await house.gateway.task(tasks[0]?.id ?? '');
    expect(attemptLog.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['write', 'unknown'],
      ['look-up', 'found'],
    ]);
    await expectEachRecordedOnce();
  });
});

describe('the gateway', () => {
  it('that dies again and again during intake loses nothing that it took, and takes nothing twice', async () => {
    const decisions = Array.from({ length: 40 }, newDecision);
    const waiting = [...decisions];
    let accepted = 0;
    const sender = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await house.gateway.sendUntilTaken(anEvent(next));
        accepted += 1;
      }
    };
    const senders = Array.from({ length: 8 }, sender);
    for (let kill = 0; kill < 4; kill++) {
      const some = Math.min(accepted + 5, decisions.length);
      await waitUntil(
        'some more were taken',
        async () => accepted,
        (count) => count >= some,
        { everyMs: 1 },
      );
      await house.restart('gateway');
    }
    await Promise.all(senders);
    expect(
      await house.ledger.query('select decision_id from decision group by decision_id having count(*) > 1'),
    ).toEqual([]);
    await expectEachRecordedOnce();
  });
});

describe('the dispatcher', () => {
  it('that dies again and again between its claims loses no job', async () => {
    for (let kill = 0; kill < 5; kill++) {
      const deliveries = Array.from({ length: 8 }, newDecision).map((decision) =>
        house.gateway.deliver(anEvent(decision)),
      );
      await Promise.any(deliveries);
      await house.app('dispatcher').kill();
      await Promise.all(deliveries);
      await house.app('dispatcher').whenReady();
    }
    await expectEachRecordedOnce();
  });
});

describe('all of them', () => {
  it('dying at once, the record system too, in the middle of the work, lose and double nothing', async () => {
    const decisions = Array.from({ length: 20 }, newDecision);
    await Promise.all(decisions.map((decision) => house.gateway.deliver(anEvent(decision))));
    const all: readonly AppName[] = ['gateway', 'dispatcher', 'lifecare', 'sandbox'];
    await Promise.all(all.map((name) => house.restart(name)));
    await expectEachRecordedOnce();
  });
});
