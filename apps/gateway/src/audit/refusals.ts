import { PROBLEMS } from '../http/problem.js';
import type { ProblemCode } from '../http/problem.js';
import { CountedNotes } from './counted-notes.js';
import type { CountedNotesOptions } from './counted-notes.js';

/** Takes note of events of a known sender that were refused. */
export interface Refusals {
  note(sender: string, code: ProblemCode): void;
}

/** What the sender did, not what we could not do. */
const NOTED_STATUSES: readonly number[] = [401, 403, 409, 422];

/** Refusals on the audit log: who was refused and the code, with how often; nothing of what was sent. */
export class LedgerRefusals implements Refusals {
  private readonly notes: CountedNotes;

  constructor(options: CountedNotesOptions) {
    this.notes = new CountedNotes(options);
  }

  note(sender: string, code: ProblemCode): void {
    if (!NOTED_STATUSES.includes(PROBLEMS[code].status)) return;
    this.notes.note({ kind: 'decision.refused', actor: `sender:${sender}`, facts: { code } });
  }
}
