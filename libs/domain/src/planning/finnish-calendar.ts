/**
 * Days that are no working days in Finland: Saturdays, Sundays, the public holidays, and the eves of
 * Midsummer and Christmas. The eves are no public holidays, but a time limit never ends on one either
 * (Laki säädettyjen määräaikain laskemisesta 150/1930, 5 §), and public offices are closed.
 * Our own table: the ready package reads UTC dates with local getters and moves holidays west of Greenwich.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 0;

const FIXED: readonly string[] = ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'];

/** Days after Easter Sunday: Good Friday, Easter Monday, Ascension Day. */
const MOVABLE: readonly number[] = [-2, 1, 39];

/**
 * @param day `YYYY-MM-DD`
 * @param count at least 1
 * @returns the day that is so many working days after `day`, `YYYY-MM-DD`
 */
export function addWorkingDays(day: string, count: number): string {
  let date = dateOf(day);
  let left = count;
  while (left > 0) {
    date = shifted(date, 1);
    if (isWorkingDay(date)) left -= 1;
  }
  return dayOf(date);
}

function isWorkingDay(date: Date): boolean {
  const weekday = date.getUTCDay();
  if (weekday === SATURDAY || weekday === SUNDAY) return false;
  const monthAndDay = dayOf(date).slice('YYYY-'.length);
  const midsummerEve = weekday === FRIDAY && monthAndDay >= '06-19' && monthAndDay <= '06-25';
  if (midsummerEve || FIXED.includes(monthAndDay)) return false;
  const easter = easterSunday(date.getUTCFullYear());
  return !MOVABLE.some((offset) => shifted(easter, offset).getTime() === date.getTime());
}

/** Gregorian computus (Meeus, Jones and Butcher). */
function easterSunday(year: number): Date {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const fromMarch = epact + toSunday - 7 * late + 114;
  return new Date(Date.UTC(year, Math.floor(fromMarch / 31) - 1, (fromMarch % 31) + 1));
}

const shifted = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY_MS);
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 'YYYY-MM-DD'.length);
