import { helsinkiDay, shiftDay } from '#domain';
import { beginOfDay, endOfDay, isDay } from '../decisions/period.js';
import { readSearch } from '../decisions/read-search.js';
import type { Query, SearchFault, SearchField, SearchValues } from '../decisions/read-search.js';
import type { LogSearch } from './log-desk.js';

/** Longer periods are read in parts: figures of one take about as long as it is. */
export const MOST_DAYS = 93;
const USUAL_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

export type LogFault = SearchFault | 'tooLong';

export interface ReadLogSearch {
  /** With both ends of the period. */
  readonly values: SearchValues;
  readonly faults: Readonly<Partial<Record<SearchField, LogFault>>>;
  /** Absent where there are faults. */
  readonly search?: LogSearch;
  readonly after?: string;
}

/** Reads the filters of the log; without a period the last 30 days. */
export function readLogSearch(query: Query, now: Date): ReadLogSearch {
  // Of the decisions' own search: figures are of tasks.
  const { id: _id, state: _state, wrong: _wrong, ...filters } = query;
  const read = readSearch(filters);
  const until = read.values.until ?? helsinkiDay(now);
  const from = read.values.from ?? (isDay(until) ? shiftDay(until, 1 - USUAL_DAYS) : until);
  const values = { ...read.values, from, until };
  const after = read.after === undefined ? {} : { after: read.after };
  const faults = { ...read.faults, ...periodFault(from, until) };
  if (Object.keys(faults).length > 0) return { values, faults, ...after };
  return {
    values,
    faults,
    search: { ...read.search, from: beginOfDay(from), until: endOfDay(until) },
    ...after,
  };
}

function periodFault(from: string, until: string): { readonly from?: LogFault } {
  if (!isDay(from) || !isDay(until)) return {};
  if (from > until) return { from: 'wrongPeriod' };
  const days = (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
  return days > MOST_DAYS ? { from: 'tooLong' } : {};
}
