import { addWorkingDays, endOfHelsinkiDay, helsinkiDay } from '#domain';
import type { MailDay } from '#ledger';

/** People are written to in these hours of a working day, Helsinki time; the rest is quiet. */
const FROM_HOUR = 8;
const UNTIL_HOUR = 16;

const hours = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Helsinki',
  hour: '2-digit',
  hourCycle: 'h23',
});
const DAY_MS = 24 * 60 * 60 * 1000;

/** @returns whether people may be written to now */
export function isMailTime(now: Date): boolean {
  const hour = Number(hours.format(now));
  return isWorkingDay(helsinkiDay(now)) && hour >= FROM_HOUR && hour < UNTIL_HOUR;
}

/** A deadline is near on its own day, and on the working day before it. */
export function mailDayOf(now: Date): MailDay {
  const day = helsinkiDay(now);
  return { day, now, soonUntil: endOfHelsinkiDay(addWorkingDays(day, 1)) };
}

const isWorkingDay = (day: string): boolean =>
  addWorkingDays(new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, day.length), 1) === day;
