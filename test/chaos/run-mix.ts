import { setTimeout as pause } from 'node:timers/promises';
import { checkAll, checkSafety } from './check/check-all.js';
import type { Checked } from './check/check-all.js';
import { openTasks } from './check/check-ends.js';
import { measure } from './check/check-limits.js';
import type { Figures } from './check/check-limits.js';
import type { TaskRow } from './check/picture.js';
import { Nemesis } from './faults/nemesis.js';
import { History } from './load/history.js';
import { Load } from './load/load.js';
import { Random } from './random.js';
import { faultTable, figureTable, tellSelfEnds, tellViolations } from './report.js';
import type { Say } from './report.js';
import { ChaosSystem, TWO_OF_EACH } from './system/chaos-system.js';
import type { SystemOptions } from './system/chaos-system.js';
import { Engines } from './system/engines.js';

export interface MixOptions {
  readonly seed: number;
  readonly durationMs: number;
  /** Safety: looked at while the faults go on. Liveness: the faults end, and all must settle. */
  readonly mode: 'safety' | 'liveness';
  readonly tasks: number;
  readonly faultEveryMs: number;
  readonly faultsAtOnce: number;
  readonly senders: number;
  readonly perSecond: number;
  readonly hasLaterEvents: boolean;
  readonly system?: SystemOptions;
  /** After the end of the faults everything must be settled within this time (I8); two minutes when left out. */
  readonly settleWithinMs?: number;
  readonly say: Say;
}

const SETTLE_LIMIT_MS = 120_000;
/** What senders have begun must be answered within this time after the end of the faults. */
const ANSWER_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 10_000;

/** Runs load and faults on a system of the rig's own. @returns what the checker found */
export async function runMix(
  options: MixOptions,
): Promise<{ readonly checked: Checked; readonly history: History }> {
  const engines = await Engines.start();
  try {
    const system = await ChaosSystem.start(engines, { replicas: TWO_OF_EACH, ...options.system });
    try {
      return await runOn(system, options);
    } finally {
      await system.stop();
    }
  } finally {
    await engines.stop();
  }
}

async function runOn(system: ChaosSystem, options: MixOptions) {
  const { seed, say, mode } = options;
  const random = new Random(seed);
  const history = new History();
  const figures: Figures = { memoryMb: 0, connections: 0 };
  if (system.engines.disk === undefined) say('left out: disk-full (nothing can be mounted here)');
  say(`seed ${String(seed)}, ${mode}: everything runs, the faults begin`);
  const load = new Load({ ...options, system, history, random: random.branch() });
  const nemesis = new Nemesis({
    system,
    history,
    random: random.branch(),
    everyMs: options.faultEveryMs,
    atOnce: options.faultsAtOnce,
  });
  let checked = await during({ system, history, load, figures }, options);
  const faultsEndedAt = performance.now();
  const more: [string, string][] = [];
  if (mode === 'safety') await Promise.all([load.finish(1), nemesis.stop()]);
  else {
    await nemesis.stop();
    say('the faults are over');
    if (!(await load.finish(ANSWER_LIMIT_MS))) say('some events were never answered');
    const settledAfterMs = await untilSettled(
      system,
      faultsEndedAt + (options.settleWithinMs ?? SETTLE_LIMIT_MS),
    );
    if (settledAfterMs !== undefined) {
      more.push(['settled after the faults, s', ((settledAfterMs - faultsEndedAt) / 1000).toFixed(1)]);
    }
    if (checked === undefined) checked = await checkAll(system, history, figures);
  }
  const last = checked ?? (await checkSafety(system, history));
  more.push(['highest memory of a service, MB', String(figures.memoryMb)]);
  more.push(['highest number of connections to PostgreSQL', String(figures.connections)]);
  more.push([
    'services that ended by themselves',
    String(system.services.flatMap(({ ends }) => ends).length),
  ]);
  const lines = [
    ...faultTable(history),
    '',
    ...figureTable(history, last, more),
    '',
    ...tellSelfEnds(system.services.flatMap(({ ends }) => ends)),
    ...nemesis.failures.map((failure) => `  fault that could not be done: ${failure}`),
    ...tellViolations(last, history),
    `seed ${String(seed)}`,
  ];
  for (const line of lines) say(line);
  return { checked: last, history };
}

/** Until the time is over, or enough was sent. @returns what was wrong, if anything was, in the middle of it */
async function during(
  { system, history, load, figures }: { system: ChaosSystem; history: History; load: Load; figures: Figures },
  { durationMs, mode, say }: MixOptions,
): Promise<Checked | undefined> {
  const until = performance.now() + durationMs;
  while (performance.now() < until && !(mode === 'liveness' && load.isDone)) {
    await pause(Math.min(LOOK_EVERY_MS, Math.max(0, until - performance.now())));
    await measure(system, figures);
    say(`${String(history.tasks)} tasks, ${String(history.faults.length)} faults`);
    if (mode === 'liveness') continue;
    // PostgreSQL or the sandbox may just be dead: then there is nothing to be seen now.
    const checked = await checkSafety(system, history).catch(() => undefined);
    if ((checked?.violations.length ?? 0) > 0) return checked;
  }
  return undefined;
}

/** @returns when nothing was open any more, monotonic ms; undefined when it took too long */
export async function untilSettled(system: ChaosSystem, untilMs: number): Promise<number | undefined> {
  for (;;) {
    const open = await countOpen(system).catch(() => undefined);
    const now = performance.now();
    if (open === 0) return now;
    if (now > untilMs) return undefined;
    await pause(200);
  }
}

async function countOpen(system: ChaosSystem): Promise<number> {
  const tasks = await system.ledger.query<TaskRow & Record<string, unknown>>(
    `select decision_id, state, system, channel from task where decision in (
       select decision from task where state in ('waiting', 'queued', 'recording', 'retrying', 'unknown', 'unconfirmed'))`,
  );
  return openTasks({ tasks }, system.places.installed).length;
}
