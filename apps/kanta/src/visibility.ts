import type { DocumentMetadata } from '#cda';

/**
 * From when the client may see a document in OmaKanta, which is told by its release date alone (interfaces.md,
 * section 1.9): whether the client has looked at it nobody knows.
 */
export function visibility({ releaseDate }: DocumentMetadata, today: string): 'visible' | 'visible-later' {
  return releaseDate === undefined || releaseDate.slice(0, 8) <= today ? 'visible' : 'visible-later';
}

/** `YYYYMMDD` of the moment in Finland. */
export function finnishDay(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(at).replaceAll('-', '');
}
