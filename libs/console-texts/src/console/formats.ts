import type { TextLanguage } from '../text-language.js';

/** Whatever clock the server has: everybody who reads these pages lives by this one. */
const TIME_ZONE = 'Europe/Helsinki';
const LOCALES: Readonly<Record<TextLanguage, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Dates, times and numbers as a language writes them. */
export interface Formats {
  /** `26.11.2026` */
  date(at: Date): string;
  /** Weekday as well: `to 26.11.2026` */
  day(at: Date): string;
  /** `13.42` */
  time(at: Date): string;
  /** `26.11.2026 klo 13.42` */
  dateTime(at: Date): string;
  /** The largest whole unit: `4 min`, `3 t`, `2 pv`; under a second as milliseconds. */
  duration(ms: number): string;
  count(value: number): string;
  /** @param share 0 to 1 */
  percent(share: number): string;
}

export const FORMATS: Readonly<Record<TextLanguage, Formats>> = {
  fi: formatsOf('fi'),
  sv: formatsOf('sv'),
  en: formatsOf('en'),
};

function formatsOf(language: TextLanguage): Formats {
  const locale = LOCALES[language];
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...options });
  const date = format({ day: 'numeric', month: 'numeric', year: 'numeric' });
  const day = format({ weekday: 'short', day: 'numeric', month: 'numeric', year: 'numeric' });
  const time = format({ hour: 'numeric', minute: '2-digit' });
  const dateTime = format({ dateStyle: 'short', timeStyle: 'short' });
  const count = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    date: (at) => date.format(at),
    day: (at) => day.format(at),
    time: (at) => time.format(at),
    dateTime: (at) => dateTime.format(at),
    duration: (ms) => durationIn(locale, ms),
    count: (value) => count.format(value),
    percent: (share) => percent.format(share),
  };
}

function durationIn(locale: string, ms: number): string {
  const [unit, size] = unitOf(ms);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.floor(ms / size),
  );
}

function unitOf(ms: number): readonly [string, number] {
  if (ms < 1_000) return ['millisecond', 1];
  if (ms < MINUTE_MS) return ['second', 1_000];
  if (ms < HOUR_MS) return ['minute', MINUTE_MS];
  if (ms < DAY_MS) return ['hour', HOUR_MS];
  return ['day', DAY_MS];
}
