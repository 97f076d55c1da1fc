import type { LookUpResult } from '#domain';
import { Violation } from '../world/violation.js';
import { POLICY } from '../world/policy.js';

/** How often, and when, the system has said since the last send that nothing is there. */
interface Doubt {
  readonly absences: number;
  readonly lastAt: number;
}

/** An absence is believed when it was seen twice, a settle time apart (reliability.md, R9). */
const BELIEVED = 2;

/** I5: nothing is sent twice without a look in between. */
export class Doubts {
  private readonly doubts = new Map<string, Doubt>();

  sent(taskId: string): void {
    const doubt = this.doubts.get(taskId);
    if (doubt !== undefined && doubt.absences < BELIEVED) {
      throw new Violation('sent-again-blindly', `${taskId} was not looked up twice in between`);
    }
    this.doubts.set(taskId, { absences: 0, lastAt: -Infinity });
  }

  asked(taskId: string, result: LookUpResult, now: Date): void {
    const doubt = this.doubts.get(taskId);
    const at = now.getTime();
    if (doubt === undefined || result.kind !== 'absent' || at - doubt.lastAt < POLICY.settleMs) return;
    this.doubts.set(taskId, { absences: doubt.absences + 1, lastAt: at });
  }

  /** The system has surely not taken it. */
  refused(taskId: string): void {
    this.doubts.delete(taskId);
  }
}
