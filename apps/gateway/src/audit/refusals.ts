import type { AuditLog } from '#ledger';
import type { Logger } from '#observability';
import { PROBLEMS } from '../http/problem.js';
import type { ProblemCode } from '../http/problem.js';

/** Takes note of events of a known sender that were refused. */
export interface Refusals {
  note(sender: string, code: ProblemCode): void;
}

export interface RefusalsOptions {
  readonly audit: Pick<AuditLog, 'note'>;
  readonly log: Logger;
  /** Does something after a while; it must not keep the process alive. */
  readonly later: (ms: number, work: () => void) => void;
}

/** A sender that does something wrong does it again and again: one entry a minute tells of all. */
const WINDOW_MS = 60_000;
/** What the sender did, not what we could not do. */
const NOTED_STATUSES: readonly number[] = [401, 403, 409, 422];

/** Refusals on the audit log: who was refused and the code, with how often; nothing of what was sent. */
export class LedgerRefusals implements Refusals {
  /** Not told yet, of the windows that run. */
  private readonly untold = new Map<string, number>();

  constructor(private readonly options: RefusalsOptions) {}

  note(sender: string, code: ProblemCode): void {
    if (!NOTED_STATUSES.includes(PROBLEMS[code].status)) return;
    const key = `${sender}/${code}`;
    const untold = this.untold.get(key);
    if (untold !== undefined) {
      this.untold.set(key, untold + 1);
      return;
    }
    this.untold.set(key, 0);
    this.write(sender, code, 1);
    this.options.later(WINDOW_MS, () => {
      const count = this.untold.get(key) ?? 0;
      this.untold.delete(key);
      if (count > 0) this.write(sender, code, count);
    });
  }

  private write(sender: string, code: ProblemCode, count: number): void {
    const { audit, log } = this.options;
    audit
      .note([{ kind: 'decision.refused', actor: `sender:${sender}`, facts: { code, count } }])
      .catch((error: unknown) => {
        log.warn('audit.refusal-not-noted', { sender, code, count, error });
      });
  }
}
