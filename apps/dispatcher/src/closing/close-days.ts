import { endOfHelsinkiDay, helsinkiDay, shiftDay } from '#domain';
import type { ClosingDay, Ledger } from '#ledger';
import type { Logger } from '#observability';

export interface ClosingOptions {
  readonly ledger: Pick<Ledger, 'closingSpan' | 'closeDay'>;
  readonly log: Logger;
  readonly clock: () => Date;
}

/** A transaction that began before midnight has long ended by then. */
const AFTER_MIDNIGHT_MS = 30 * 60 * 1000;

/**
 * The daily closing: every day that is over is counted once, also those that passed while no dispatcher ran. A
 * difference becomes a finding, and is told.
 * @returns one round; true when another day is left to close
 */
export function closingRound({ ledger, log, clock }: ClosingOptions): () => Promise<boolean> {
  return async () => {
    const { lastClosed, firstEventAt } = await ledger.closingSpan();
    const newest = shiftDay(helsinkiDay(new Date(clock().getTime() - AFTER_MIDNIGHT_MS)), -1);
    const next = nextToClose(lastClosed, firstEventAt);
    if (next === undefined || next > newest) return false;
    const closing = await ledger.closeDay(stretchOf(next));
    if (closing !== undefined) {
      const counts = { day: next, count: closing.versionsReceived, failed: closing.findings };
      if (closing.findings > 0) log.warn('closing.differs', counts);
      else log.info('closing.done', counts);
    }
    return next < newest;
  };
}

/** Days before the first event have nothing to count. */
function nextToClose(lastClosed: string | undefined, firstEventAt: Date | undefined): string | undefined {
  if (lastClosed !== undefined) return shiftDay(lastClosed, 1);
  return firstEventAt === undefined ? undefined : helsinkiDay(firstEventAt);
}

function stretchOf(day: string): ClosingDay {
  const startOf = (which: string): Date => new Date(endOfHelsinkiDay(shiftDay(which, -1)).getTime() + 1);
  return { day, from: startOf(day), until: startOf(shiftDay(day, 1)) };
}
