import type { Checked } from '../check/check-all.js';
import { brokenInvariants, table, tellViolations } from '../report.js';
import type { Say } from '../report.js';
import { Stage } from '../scenario/stage.js';
import { ChaosSystem } from '../system/chaos-system.js';
import { Engines } from '../system/engines.js';
import { PLANTED_BUGS } from './all-bugs.js';
import type { PlantedBug } from './bug.js';
import { sceneOf } from './scenes.js';
import type { SceneName } from './scenes.js';
import { makeTestBuild, removeTestBuild } from './test-build.js';

const SETTLE_LIMIT_MS = 60_000;
/** A bug that leaves things unsettled need not be waited for as long as the product is. */
const BUG_SETTLE_LIMIT_MS = 25_000;

/**
 * The rig is checked: each bug is planted into a build of its own, and the checker must find it; and in the same scene
 * without a bug it must find nothing. @returns whether both is so
 */
export async function runPlanted(only: string | undefined, say: Say): Promise<boolean> {
  const bugs = PLANTED_BUGS.filter(({ name }) => only === undefined || name === only);
  const scenes = [...new Set(bugs.map(({ scene }) => scene))];
  const rows: string[][] = [];
  const engines = await Engines.start();
  try {
    for (const scene of scenes) {
      const checked = await playOn(engines, scene, {});
      const broken = brokenInvariants(checked.checked).join(' ');
      if (broken !== '') for (const line of tellViolations(checked.checked, checked.stage.history)) say(line);
      rows.push(['(no bug)', scene, broken === '' ? 'nothing, rightly' : `FALSE ALARM ${broken}`]);
      say(rows.at(-1)?.join(' | ') ?? '');
    }
    for (const bug of bugs) {
      rows.push([bug.name, bug.scene, await find(engines, bug)]);
      say(rows.at(-1)?.join(' | ') ?? '');
    }
  } finally {
    await engines.stop();
  }
  for (const line of table([['bug', 'scene', 'found'], ...rows])) say(line);
  const missed = rows.filter(([, , found]) => /^(MISSED|FALSE)/.test(found ?? ''));
  say(
    `${String(bugs.length)} bugs planted, ${String(rows.length - scenes.length - missed.filter(([name]) => name !== '(no bug)').length)} found`,
  );
  return missed.length === 0;
}

async function find(engines: Engines, { patches, scene, foundAs }: PlantedBug): Promise<string> {
  const root = await makeTestBuild(patches);
  try {
    const { checked } = await playOn(engines, scene, { root, limitMs: BUG_SETTLE_LIMIT_MS });
    const broken = brokenInvariants(checked);
    const [first] = checked.violations.filter(({ invariant }) => foundAs.includes(invariant));
    return first === undefined
      ? `MISSED (found ${broken.join(' ') || 'nothing'})`
      : `${first.invariant} ${first.rule}: ${first.told}`;
  } catch (failure) {
    return `MISSED (the scene could not be played: ${failure instanceof Error ? failure.message : 'failed'})`;
  } finally {
    await removeTestBuild(root);
  }
}

async function playOn(
  engines: Engines,
  name: SceneName,
  { root, limitMs }: { readonly root?: string; readonly limitMs?: number },
): Promise<{ readonly checked: Checked; readonly stage: Stage }> {
  const { play, replicas, patience, breaker, settledWithinMs, isClockMoved, alsoHolds } = sceneOf(name);
  const system = await ChaosSystem.start(engines, {
    installed: ['lifecare', 'sofia-crm'],
    replicas: replicas ?? {},
    patience: { deadlineMs: 1_000, settleMs: 400, ...patience },
    ...(breaker === undefined ? {} : { breaker }),
    ...(root === undefined ? {} : { root }),
  });
  const stage = new Stage(system);
  try {
    await play(stage);
    const longest = settledWithinMs ?? SETTLE_LIMIT_MS;
    const judged = await stage.judge(Math.min(longest, limitMs ?? longest), isClockMoved);
    const violations = [...judged.violations, ...(alsoHolds?.(judged.picture) ?? [])];
    return { checked: { ...judged, violations }, stage };
  } finally {
    stage.end();
    await system.stop();
  }
}
