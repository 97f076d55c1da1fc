import { FAULT_POINTS } from '#observability';
import type { FaultPoint } from '#observability';
import { brokenInvariants, table, tellViolations } from '../report.js';
import type { Say } from '../report.js';
import { Stage } from '../scenario/stage.js';
import { ChaosSystem } from '../system/chaos-system.js';
import { Engines } from '../system/engines.js';
import { freezeAt } from './freeze-at.js';
import { visit } from './visits.js';

const SETTLE_LIMIT_MS = 90_000;

/** Points at which the process is not killed but stopped, past its lease: what it wakes up to is over. */
const STOPS: readonly FaultPoint[] = [
  'attempt.open-uncommitted',
  'attempt.opened',
  'attempt.first-byte',
  'attempt.before-read-back',
  'attempt.performed',
];

/** Kills a process at each fault point, one after the other, and looks whether all invariants hold. @returns whether they do, everywhere */
export async function runSweep(only: string | undefined, say: Say): Promise<boolean> {
  const rows: string[][] = [];
  const visited = new Set<FaultPoint>();
  const wished = FAULT_POINTS.filter((point) => only === undefined || point === only);
  const engines = await Engines.start();
  try {
    for (const point of wished) {
      const broken = await onStage(engines, say, (stage) => visit(stage, point));
      visited.add(point);
      rows.push([point, 'killed', broken]);
      say(`${point} killed: ${broken}`);
    }
    for (const point of STOPS.filter((stop) => wished.includes(stop))) {
      const broken = await onStage(engines, say, (stage) => freezeAt(stage, point), { lifecare: 2 });
      rows.push([point, 'stopped', broken]);
      say(`${point} stopped: ${broken}`);
    }
  } finally {
    await engines.stop();
  }
  for (const line of table([['fault point', 'process', 'invariants'], ...rows])) say(line);
  const missed = wished.filter((point) => !visited.has(point));
  say(`${String(visited.size)} of ${String(wished.length)} fault points visited`);
  return missed.length === 0 && rows.every(([, , broken]) => broken === 'hold');
}

async function onStage(
  engines: Engines,
  say: Say,
  play: (stage: Stage) => Promise<void>,
  replicas: Readonly<Record<string, number>> = {},
): Promise<string> {
  const system = await ChaosSystem.start(engines, {
    installed: ['lifecare', 'sofia-crm'],
    replicas,
    patience: { deadlineMs: 1_000, settleMs: 400 },
  });
  try {
    const stage = new Stage(system);
    await play(stage);
    const checked = await stage.judge(SETTLE_LIMIT_MS);
    stage.end();
    if (checked.violations.length === 0) return 'hold';
    for (const line of tellViolations(checked, stage.history)) say(line);
    return `BROKEN ${brokenInvariants(checked).join(' ')}`;
  } finally {
    await system.stop();
  }
}
