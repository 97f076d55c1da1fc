// Redis is killed for five seconds while decisions come in: how long after its return is everything settled that was
// sent until then? Beside it, as often, the same load without a fault.
import { setTimeout as pause } from 'node:timers/promises';
import { at, median, rounded, scaled, tell } from '../system/figures.mjs';
import { withSystem } from '../system/system.mjs';

const AWAY_MS = 5_000;
const BEFORE_MS = 3_000;
const CALIBRATION = 100;
/** Of what the machine can do: a backlog has to be worked off beside nothing else, but at no more than full speed. */
const SHARE_OF_CAPACITY = 0.5;

async function capacity(system) {
  await system.sender.burst(CALIBRATION, 'warm');
  await system.settled();
  const begun = performance.now();
  await system.sender.burst(CALIBRATION, 'capacity');
  await system.settled();
  return (CALIBRATION * 1000) / (performance.now() - begun);
}

/** @returns seconds from the end of the load until all is settled, which is the moment of Redis' return in a run with a fault */
async function run(system, { name, perSecond, isAway }) {
  const load = system.sender.steady(perSecond, name);
  await pause(BEFORE_MS);
  if (isAway) await system.killRedis();
  await pause(AWAY_MS);
  if (isAway) await system.startRedisAgain();
  const returnedAt = performance.now();
  const latencies = (await load.stop()).sort((a, b) => a - b);
  const { all, confirmed, open } = await system.progress(`decision_id like '${name}-%'`);
  await system.settled(`decision_id like '${name}-%'`);
  return {
    settledS: (performance.now() - returnedAt) / 1000,
    sent: latencies.length,
    p99ms: at(latencies, 0.99),
    backlog: open,
    lost: all - confirmed - open,
  };
}

await withSystem(async (system) => {
  const perSecond = SHARE_OF_CAPACITY * (await capacity(system));
  const [away, undisturbed] = [[], []];
  for (let round = 0; round < scaled(3); round++) {
    away.push(await run(system, { name: `away${round}`, perSecond, isAway: true }));
    undisturbed.push(await run(system, { name: `calm${round}`, perSecond, isAway: false }));
  }
  const settledOf = (runs) => runs.map(({ settledS }) => rounded(settledS, 1));
  tell({
    decisionsPerS: rounded(perSecond, 1),
    awayMs: AWAY_MS,
    settledAfterReturnS: rounded(median(settledOf(away)), 1),
    worstS: Math.max(...settledOf(away)),
    undisturbedS: rounded(median(settledOf(undisturbed)), 1),
    all: settledOf(away),
    tasksWaitingAtReturn: median(away.map(({ backlog }) => backlog)),
    intakeP99WhileAwayMs: rounded(median(away.map(({ p99ms }) => p99ms)), 1),
    putOff: system.sender.putOff,
    lost: [...away, ...undisturbed].reduce((sum, { lost }) => sum + lost, 0),
    aim: 'settledAfterReturnS <= 10',
    held: median(settledOf(away)) <= 10,
  });
});
