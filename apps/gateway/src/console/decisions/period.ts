import { endOfHelsinkiDay, shiftDay } from '#domain';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @returns whether it is a day of the calendar: `YYYY-MM-DD` */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The first moment of the day in Finland. */
export const beginOfDay = (day: string): Date => endOfDay(shiftDay(day, -1));

/** The first moment after the day in Finland. */
export const endOfDay = (day: string): Date => new Date(endOfHelsinkiDay(day).getTime() + 1);
