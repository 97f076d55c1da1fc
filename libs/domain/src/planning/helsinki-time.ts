const ZONE = 'Europe/Helsinki';
const MINUTE_MS = 60 * 1000;

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' });
const offsets = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, timeZoneName: 'longOffset' });

/** @returns the day of the moment in Europe/Helsinki, `YYYY-MM-DD` */
export const helsinkiDay = (at: Date): string => days.format(at);

/**
 * @param day `YYYY-MM-DD`
 * @returns the last millisecond of the day in Europe/Helsinki; the clocks never change at midnight there
 */
export function endOfHelsinkiDay(day: string): Date {
  const asIfUtc = new Date(`${day}T23:59:59.999Z`);
  return new Date(asIfUtc.getTime() - offsetMs(asIfUtc));
}

function offsetMs(at: Date): number {
  const name = offsets.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, hours = '0', minutes = '0'] = /GMT\+(\d\d):(\d\d)/u.exec(name) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
