import { seriesOf } from '../task.js';
import type { Duty } from './duty.js';

/** What of a task can differ between two practices. */
const FACTS = [
  'rule',
  'recorder',
  'channel',
  'onBehalfOf',
  'after',
  'visibleToClient',
  'withheld',
  'dueAt',
  'content',
] as const satisfies readonly (keyof Duty)[];
export type DutyFact = (typeof FACTS)[number];

/** One task that would be another, or would come or go. */
export interface PlanChange extends Pick<Duty, 'rule' | 'system' | 'record'> {
  readonly change: 'added' | 'removed' | 'changed';
  /** What is different; empty where the whole task comes or goes. */
  readonly facts: readonly DutyFact[];
}

/** Compares two plans of one decision, record series by record series. */
export function comparePlans(before: readonly Duty[], after: readonly Duty[]): readonly PlanChange[] {
  const old = new Map(before.map((duty) => [seriesOf(duty), duty]));
  const now = new Map(after.map((duty) => [seriesOf(duty), duty]));
  return [
    ...before.filter((duty) => !now.has(seriesOf(duty))).map((duty) => whole('removed', duty)),
    ...after.flatMap((duty) => {
      const was = old.get(seriesOf(duty));
      return was === undefined ? whole('added', duty) : changed(was, duty);
    }),
  ];
}

const whole = (change: 'added' | 'removed', { rule, system, record }: Duty): PlanChange => ({
  change,
  rule,
  system,
  record,
  facts: [],
});

function changed(was: Duty, { rule, system, record, ...rest }: Duty): readonly PlanChange[] {
  const is = { ...rest, rule, system, record };
  const facts = FACTS.filter((fact) => textOf(was[fact]) !== textOf(is[fact]));
  return facts.length === 0 ? [] : [{ change: 'changed', rule, system, record, facts }];
}

/** Both are made by the same code, so that equal values have their fields in the same order. */
const textOf = (value: Duty[DutyFact]): string => JSON.stringify(value ?? null);
