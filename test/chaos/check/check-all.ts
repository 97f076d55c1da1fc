import type { History } from '../load/history.js';
import type { ChaosSystem } from '../system/chaos-system.js';
import { checkAttempts } from './check-attempts.js';
import { checkAudit } from './check-audit.js';
import { checkDoors } from './check-doors.js';
import { checkEnds } from './check-ends.js';
import { checkIntake } from './check-intake.js';
import { checkLeaks } from './check-leaks.js';
import { checkLimits } from './check-limits.js';
import type { Figures } from './check-limits.js';
import { checkRecords } from './check-records.js';
import { checkSelfEnds } from './check-self-ends.js';
import { takePicture } from './picture.js';
import type { Picture } from './picture.js';
import type { Violation } from './violation.js';

export interface Checked {
  readonly violations: readonly Violation[];
  readonly picture: Picture;
}

/** What must hold at any moment, also in the middle of faults. */
export async function checkSafety(system: ChaosSystem, history: History): Promise<Checked> {
  const picture = await takePicture(system);
  return { violations: await judge(system, history, picture, false), picture };
}

/** What must hold once the faults are over and the time to settle has passed. */
export async function checkAll(system: ChaosSystem, history: History, figures: Figures): Promise<Checked> {
  const picture = await takePicture(system);
  const violations = [
    ...(await judge(system, history, picture, true)),
    ...checkEnds(history, picture, system.places.installed),
    ...(await checkLimits(system, figures)),
  ];
  return { violations, picture };
}

async function judge(
  system: ChaosSystem,
  history: History,
  picture: Picture,
  isSettled: boolean,
): Promise<Violation[]> {
  return [
    ...checkIntake(history, picture),
    ...checkRecords(history, picture, isSettled),
    ...checkAttempts(history, picture, system.patience.settleMs),
    ...checkAudit(picture),
    ...checkSelfEnds(system.services.flatMap(({ ends }) => ends)),
    ...(await checkLeaks(system)),
    ...(await checkDoors(system)),
  ];
}
