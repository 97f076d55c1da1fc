import type { DocumentMetadata } from '#cda';
import { endOfHelsinkiDay, shiftDay } from '#domain';

/** A day that does not come: what the client is not to see has no day on which it may be shown. */
export const NEVER = '99991231';

/**
 * From when the client may see a document in OmaKanta, which is told by its release date alone (interfaces.md,
 * section 1.9): whether the client has looked at it nobody knows.
 */
export function visibility({ releaseDate }: DocumentMetadata, today: string): 'visible' | 'visible-later' {
  return releaseDate === undefined || releaseDate.slice(0, 8) <= today ? 'visible' : 'visible-later';
}

/** @returns when the day of the release date begins in Finland; undefined: none is told, or it is never shown */
export function visibleFrom({ releaseDate }: DocumentMetadata): Date | undefined {
  const [, year, month, day] = /^([0-9]{4})([0-9]{2})([0-9]{2})/.exec(releaseDate ?? '') ?? [];
  if (day === undefined || releaseDate?.startsWith(NEVER) === true) return undefined;
  const begins = `${year}-${month}-${day}`;
  if (Number.isNaN(Date.parse(begins))) return undefined;
  return new Date(endOfHelsinkiDay(shiftDay(begins, -1)).getTime() + 1);
}

/** `YYYYMMDD` of the moment in Finland. */
export function finnishDay(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(at).replaceAll('-', '');
}
