import { DEFAULT_DEADLINES } from '../practice/practice.js';
import type { Channel, RecordKind } from '../words.js';
import { dueAt } from './deadlines.js';
import { endOfHelsinkiDay, helsinkiDay } from './helsinki-time.js';

const DECIDED = '2026-11-17T12:30:00+02:00';
const due = (record: RecordKind, channel: Channel, from = DECIDED, deadlines = DEFAULT_DEADLINES) =>
  dueAt(from, { record, channel }, deadlines).toISOString();

describe('deadlines in working days from decidedAt', () => {
  it.each<[RecordKind, Channel, string]>([
    ['measures', 'automatic', '2026-11-19T21:59:59.999Z'],
    ['measures', 'manual', '2026-11-24T21:59:59.999Z'],
    ['consent', 'automatic', '2026-11-18T21:59:59.999Z'],
    ['consent', 'manual', '2026-11-18T21:59:59.999Z'],
    ['visit', 'automatic', '2026-11-18T21:59:59.999Z'],
  ])('%s %s: end of that day, Helsinki time', (record, channel, expected) => {
    expect(due(record, channel)).toBe(expected);
  });

  it('the day of the decision is the day in Helsinki', () => {
    expect(due('consent', 'automatic', '2026-11-17T22:30:00Z')).toBe('2026-11-19T21:59:59.999Z');
    expect(due('consent', 'automatic', '2026-11-17T21:30:00Z')).toBe('2026-11-18T21:59:59.999Z');
  });

  it('in summer the day ends three hours before UTC’s', () => {
    expect(due('consent', 'automatic', '2026-08-03T09:00:00+03:00')).toBe('2026-08-04T20:59:59.999Z');
  });

  it('configurable by team and record', () => {
    const deadlines = { automatic: 3, manual: 4, records: { plan: 6 } };
    expect(due('measures', 'automatic', DECIDED, deadlines)).toBe('2026-11-20T21:59:59.999Z');
    expect(due('measures', 'manual', DECIDED, deadlines)).toBe('2026-11-23T21:59:59.999Z');
    expect(due('plan', 'automatic', DECIDED, deadlines)).toBe('2026-11-25T21:59:59.999Z');
  });
});

describe('days in Helsinki', () => {
  it.each([
    ['2026-03-29T00:59:59Z', '2026-03-29'],
    ['2026-10-24T20:59:59Z', '2026-10-24'],
    ['2026-10-24T21:00:00Z', '2026-10-25'],
    ['2026-10-25T21:59:59Z', '2026-10-25'],
    ['2026-10-25T22:00:00Z', '2026-10-26'],
  ])('%s is on %s', (at, day) => {
    expect(helsinkiDay(new Date(at))).toBe(day);
  });

  it.each(['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-12-31', '2028-02-29'])(
    '%s ends a millisecond before the next begins, also when the clocks change',
    (day) => {
      const end = endOfHelsinkiDay(day);
      expect(helsinkiDay(end)).toBe(day);
      expect(helsinkiDay(new Date(end.getTime() + 1))).not.toBe(day);
    },
  );
});
