const ZONE = 'Europe/Helsinki';
const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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

/**
 * @param day `YYYY-MM-DD`
 * @returns the day that is so many days later, or earlier where it is negative, `YYYY-MM-DD`
 */
export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, day.length);

function offsetMs(at: Date): number {
  const name = offsets.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, hours = '0', minutes = '0'] = /GMT\+(\d\d):(\d\d)/u.exec(name) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
