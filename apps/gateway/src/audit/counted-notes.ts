import type { AuditLog, NewEntry } from '#ledger';
import type { Logger } from '#observability';

export interface CountedNotesOptions {
  readonly audit: Pick<AuditLog, 'note'>;
  readonly log: Logger;
  /** Does something after a while; it must not keep the process alive. */
  readonly later: (ms: number, work: () => void) => void;
}

/** Whoever does something wrong does it again and again: one entry a minute tells of all. */
const WINDOW_MS = 60_000;

/**
 * Entries of what may happen as often as somebody outside likes: the first is written at once, and those equal to it
 * within a minute as one more, each with `count`. Nobody waits for them, and one that cannot be written is logged.
 */
export class CountedNotes {
  /** Not told yet, of the windows that run. */
  private readonly untold = new Map<string, number>();

  constructor(private readonly options: CountedNotesOptions) {}

  note(entry: NewEntry): void {
    const key = JSON.stringify([entry.kind, entry.actor, entry.facts]);
    const untold = this.untold.get(key);
    if (untold !== undefined) {
      this.untold.set(key, untold + 1);
      return;
    }
    this.untold.set(key, 0);
    this.write(entry, 1);
    this.options.later(WINDOW_MS, () => {
      const count = this.untold.get(key) ?? 0;
      this.untold.delete(key);
      if (count > 0) this.write(entry, count);
    });
  }

  private write(entry: NewEntry, count: number): void {
    const { audit, log } = this.options;
    audit.note([{ ...entry, facts: { ...entry.facts, count } }]).catch((error: unknown) => {
      log.warn('audit.refusal-not-noted', { code: entry.kind, count, error });
    });
  }
}
