import { canonicalFilter, conditionOf, EmptyRepairFilter } from './repair-filter.js';
import type { RepairFilter } from './repair-filter.js';

const NONE: RepairFilter = { states: [], systems: [], endpoints: [], teams: [], reasons: [] };

it('a filter that would take every task is none', () => {
  expect(() => conditionOf(NONE)).toThrow(EmptyRepairFilter);
  expect(() => conditionOf({ ...NONE, code: 'fhir-401' })).not.toThrow();
});

it('equal filters are equal texts', () => {
  const from = new Date('2026-11-22T10:00:00Z');
  const filter: RepairFilter = { ...NONE, systems: ['typ', 'kanta'], from, code: 'x' };
  const same: RepairFilter = { code: 'x', ...NONE, from, systems: ['kanta', 'typ'] };
  expect(canonicalFilter(filter)).toBe(
    '{"code":"x","from":"2026-11-22T10:00:00.000Z","systems":["kanta","typ"]}',
  );
  expect(canonicalFilter(same)).toBe(canonicalFilter(filter));
});
