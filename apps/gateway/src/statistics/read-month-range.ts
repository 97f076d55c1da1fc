import type { MonthRange } from '#ledger';
import { Problem } from '../http/problem.js';
import type { Fault } from '../http/problem.js';

const MONTH = /^20\d\d-(?:0[1-9]|1[0-2])$/;
const MONTHS_A_YEAR = 12;
/** Ten years: more rows than anybody looks at in one answer. */
const MOST_MONTHS = 120;

export const MONTH_PARAMETERS = {
  from: { type: 'string', description: '`YYYY-MM`, the first month; by default the January before `to`' },
  to: { type: 'string', description: '`YYYY-MM`, the last month; by default the present one' },
} satisfies Record<string, object>;

/**
 * Reads the stretch of months, every fault at once.
 * @param today `YYYY-MM-DD`
 * @throws Problem
 */
export function readMonthRange(query: Readonly<Record<string, unknown>>, today: string): MonthRange {
  const to = query['to'] ?? today.slice(0, 'YYYY-MM'.length);
  const from = query['from'] ?? (isMonth(to) ? `${to.slice(0, 'YYYY'.length)}-01` : undefined);
  const errors: Fault[] = [
    ...Object.keys(query)
      .filter((name) => !Object.hasOwn(MONTH_PARAMETERS, name))
      .map(() => ({ path: '/*', code: 'unknown-field' })),
    ...(isMonth(to) ? [] : [{ path: '/to', code: 'pattern' }]),
    ...(from === undefined || isMonth(from) ? [] : [{ path: '/from', code: 'pattern' }]),
  ];
  if (errors.length > 0 || !isMonth(from) || !isMonth(to)) throw new Problem('invalid', { errors });
  const months = monthNumber(to) - monthNumber(from) + 1;
  if (months < 1 || months > MOST_MONTHS) {
    throw new Problem('invalid', { errors: [{ path: '/from', code: 'range' }] });
  }
  return { from, to };
}

const isMonth = (value: unknown): value is string => typeof value === 'string' && MONTH.test(value);

function monthNumber(month: string): number {
  const [year, inYear] = month.split('-').map(Number);
  return (year ?? 0) * MONTHS_A_YEAR + (inYear ?? 0);
}
