import { setTimeout as pause } from 'node:timers/promises';
import { helsinkiDay } from '#domain';
import { checkSpared } from '../check/check-spared.js';
import type { Picture } from '../check/picture.js';
import type { Violation } from '../check/violation.js';
import { putJobs } from '../faults/job-faults.js';
import { KAARINA, WITHOUT_CONSENT } from '../load/templates.js';
import type { Template } from '../load/templates.js';
import type { Stage } from '../scenario/stage.js';
import { freezeAt } from '../sweep/freeze-at.js';
import type { BreakerTimes, Patience } from '../system/chaos-configuration.js';

/** A short play in which one kind of bug shows; without a bug every invariant holds in it. */
export interface Scene {
  readonly play: (stage: Stage) => Promise<void>;
  readonly replicas?: Readonly<Record<string, number>>;
  readonly patience?: Partial<Patience>;
  readonly breaker?: BreakerTimes;
  /** What must hold in this scene beside the invariants. */
  readonly alsoHolds?: (picture: Picture) => readonly Violation[];
  /** Everything must be settled within this time; a minute when left out. */
  readonly settledWithinMs?: number;
  /** The ledger's clock is not the systems': what came when cannot be told. */
  readonly isClockMoved?: boolean;
}

const SOON_MS = 30_000;
const CRASHES = 4;
const SOME = 6;
/** More than what two breakers of their own would let through. */
const MANY = 16;
/** Of the breaker's policy as it is delivered. */
const FAILURES = 5;

/** Long enough for every replica to have tried what it may. */
const OUTAGE_MS = 4_000;
const OPEN_MS = 12_000;

const withFault =
  (mode: string, value?: number) =>
  async (stage: Stage): Promise<void> => {
    await stage.fault('lifecare', { mode, count: 1, ...(value === undefined ? {} : { value }) });
    await stage.decide();
  };

/** The database's clock is the only one that leases and consents are judged by: this one is injected. */
const CLOCK_FORWARD = `
  create function public.clock_timestamp() returns timestamptz language sql volatile
    as 'select pg_catalog.clock_timestamp() + interval ''2 days''';
  create function public.now() returns timestamptz language sql stable
    as 'select pg_catalog.now() + interval ''2 days''';`;

export const SCENES = {
  'a quiet day': { play: (stage) => stage.decideMany(SOME) },
  'an answer is lost': { play: withFault('drop-after') },
  'a request is lost': { play: withFault('drop-before') },
  'a record is not stored': { play: withFault('not-stored') },
  'a record is stored under another client': { play: withFault('wrong-client') },
  'a record is rejected': { play: withFault('status', 422) },
  'the consent is missing': {
    play: async (stage) => {
      await stage.decide(WITHOUT_CONSENT);
    },
  },
  'the gateway dies once it has answered': {
    play: async (stage) => {
      for (let n = 0; n < CRASHES; n++) {
        await stage.decide();
        await stage.system.service('gateway-1').kill();
        await stage.system.service('gateway-1').whenReady();
      }
    },
  },
  'a commit does not arrive': {
    play: async (stage) => {
      const [link] = stage.system.linksLike(/^gateway-1>postgres$/);
      for (let n = 0; n < CRASHES; n++) {
        link?.set({ kind: 'lose-commit', left: 1 });
        await stage.decide();
      }
      link?.set({ kind: 'pass' });
    },
  },
  "a commit's answer is lost": {
    play: async (stage) => {
      const [link] = stage.system.linksLike(/^gateway-1>postgres$/);
      for (let n = 0; n < CRASHES; n++) {
        // The first commit is of the look for a repeat, which changes nothing.
        link?.set({ kind: 'lose-commit-answer', left: 2 });
        await stage.decide();
      }
      link?.set({ kind: 'pass' });
    },
  },
  'PostgreSQL crashes once it was acknowledged': {
    play: async (stage) => {
      for (let n = 0; n < CRASHES; n++) {
        await stage.decide();
        await stage.system.engines.restartPostgres();
      }
    },
    settledWithinMs: 90_000,
  },
  'an adapter stands still before the first byte': {
    play: (stage) => freezeAt(stage, 'attempt.first-byte'),
    replicas: { lifecare: 2 },
  },
  'an adapter stands still before it settles': {
    play: (stage) => freezeAt(stage, 'attempt.performed'),
    replicas: { lifecare: 2 },
  },
  'a record system is down, with two replicas before it': {
    play: async (stage) => {
      const links = stage.system.linksLike(/^lifecare-\d>stand-in$/);
      for (const link of links) link.set({ kind: 'cut' });
      await stage.decideMany(MANY);
      await untilFailures(stage, FAILURES);
      await pause(OUTAGE_MS);
      for (const link of links) link.set({ kind: 'pass' });
    },
    replicas: { lifecare: 2 },
    patience: { concurrency: 1 },
    breaker: { openMs: OPEN_MS, longestOpenMs: OPEN_MS },
    alsoHolds: (picture) =>
      checkSpared(picture, { system: 'lifecare', failures: FAILURES, underWay: 1, openMs: OPEN_MS }),
  },
  'an adapter dies in the middle of a write': {
    play: async (stage) => {
      await stage.fault('lifecare', { mode: 'latency', value: 5_000 });
      const decision = await stage.decide();
      await stage.untilInJournal('lifecare', decision);
      await stage.system.service('lifecare-1').kill();
      await stage.clearFaults();
    },
  },
  'an adapter dies under load': {
    play: async (stage) => {
      await stage.decideMany(SOME);
      for (let n = 0; n < CRASHES; n++) {
        const last = await stage.decide();
        await stage.untilInJournal('lifecare', last);
        await stage.system.service('lifecare-1').kill();
      }
    },
  },
  'Redis is emptied': {
    play: async (stage) => {
      const adapter = stage.system.service('lifecare-1');
      await adapter.takeDown();
      await stage.decideMany(SOME);
      await untilRelayed(stage);
      await stage.system.engines.redis.flushAll();
      await adapter.start();
    },
    settledWithinMs: SOON_MS,
  },
  'Redis is away for a while': {
    play: (stage) => stage.system.engines.withoutRedis(() => stage.decideMany(SOME)),
    settledWithinMs: SOON_MS,
  },
  'somebody puts jobs of done tasks into the queue': {
    play: async (stage) => {
      const decision = await stage.decide();
      await stage.untilTask(decision, 'lifecare/recommendation', ['confirmed']);
      await putJobsOf(stage, 'lifecare', 0);
      await pause(1_000);
    },
  },
  'somebody puts an old job into the queue': {
    play: async (stage) => {
      await stage.fault('lifecare', { mode: 'drop-after', count: 1 });
      const decision = await stage.decide();
      await stage.untilTask(decision, 'lifecare/consent', ['unknown']);
      await putJobsOf(stage, 'lifecare', -1);
    },
    patience: { settleMs: 3_000 },
  },
  'a decision is cancelled while its write is still on the way': {
    play: async (stage) => {
      await stage.fault('sofia-crm', { mode: 'latency', value: 4_000, count: 1 });
      const decision = await stage.decide();
      await stage.untilTask(decision, 'sofia-crm/contact-note', ['unknown']);
      await stage.cancel(decision, 1);
    },
    patience: { settleMs: 8_000 },
  },
  'one decision commits after another that came later': {
    play: async (stage) => {
      const { decision, sent } = await new Promise<ReturnType<Stage['decideLater']>>((resolve, reject) => {
        const name = 'kaarina/CHAOS-0';
        stage.system.ledger
          .during(`select pg_advisory_xact_lock(hashtextextended('${name}', 0))`, async () => {
            const held = stage.decideLater();
            await pause(1_000);
            const later = await stage.decide();
            await stage.untilTask(later, 'sofia-crm/contact-note', ['confirmed']);
            resolve(held);
          })
          .catch(reject);
      });
      await sent;
      if (decision.decisionId !== 'CHAOS-0') throw new Error('another decision was held');
    },
    settledWithinMs: SOON_MS,
  },
  'a decision is cancelled before it is written': {
    play: (stage) =>
      withoutAdapters(stage, async () => {
        await stage.cancel(await stage.decide(), 1);
      }),
  },
  'a consent is withdrawn before the write': {
    play: (stage) =>
      withoutAdapters(stage, async () => {
        await stage.withdraw(await stage.decide(), 1);
      }),
  },
  'a consent expires before the write': {
    play: (stage) =>
      withoutAdapters(stage, async () => {
        const { ledger, engines, database } = stage.system;
        await stage.decide(expiringToday());
        await ledger.query(CLOCK_FORWARD);
        await ledger.query(`alter database ${database} set search_path = public, pg_catalog`);
        await engines.postgres.terminateBackends(database);
      }),
    isClockMoved: true,
  },
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof SCENES;

export const sceneOf = (name: SceneName): Scene => SCENES[name];

/** What is done meanwhile comes before anything is written. */
async function withoutAdapters({ system }: Stage, meanwhile: () => Promise<void>): Promise<void> {
  const adapters = system.places.installed.flatMap((name) => system.replicas(name));
  await Promise.all(adapters.map((adapter) => adapter.takeDown()));
  await meanwhile();
  await Promise.all(adapters.map((adapter) => adapter.start()));
}

function expiringToday(): Template {
  const { consent } = KAARINA.decision;
  if (consent === undefined) throw new Error('a consent is needed');
  const validUntil = helsinkiDay(new Date());
  return {
    ...KAARINA,
    name: 'expiring',
    decision: { ...KAARINA.decision, consent: { ...consent, validUntil } },
  };
}

async function untilRelayed(stage: Stage): Promise<void> {
  for (;;) {
    const [left] = await stage.system.ledger.query<{ count: number }>(
      `select count(*)::int as count from outbox where relayed_at is null and due_at <= now()`,
    );
    if (left?.count === 0) return;
    await pause(50);
  }
}

async function putJobsOf(stage: Stage, system: string, older: number): Promise<void> {
  const tasks = await stage.system.ledger.query<{ id: string; endpoint: string; generation: number }>(
    'select id, endpoint, generation from task where system = $1',
    [system],
  );
  for (const { id, endpoint, generation } of tasks) {
    await putJobs(stage.system, endpoint, [{ taskId: id, generation: Math.max(0, generation + older) }]);
  }
}

async function untilFailures(stage: Stage, count: number): Promise<void> {
  for (;;) {
    const [ended] = await stage.system.ledger.query<{ count: number }>(
      `select count(*)::int as count from attempt where outcome in ('not-now', 'unknown')`,
    );
    if ((ended?.count ?? 0) >= count) return;
    await pause(50);
  }
}
