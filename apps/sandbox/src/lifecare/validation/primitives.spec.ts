import { Findings } from './findings.js';
import { code, date, dateTime, id, instant, text, unsignedInt, uri } from './primitives.js';
import type { Rule } from './shape.js';

const takes = (rule: Rule, value: unknown): boolean => {
  const findings = new Findings();
  rule(value, 'x', findings);
  return findings.issues.length === 0;
};

describe('a primitive of FHIR R4', () => {
  it.each([
    [
      'date',
      date,
      ['2026', '2026-11', '2024-02-29'],
      ['2026-02-29', '2026-13', '26', '2026-1-1', '2026-11-17T10:00:00Z', 20],
    ],
    [
      'dateTime',
      dateTime,
      ['2026-11-17', '2026-11-17T10:00:00Z', '2026-11-17T10:00:00.123+02:00'],
      [
        '2026-11-17T10:00Z',
        '2026-11-17T10:00:00',
        '2026-11-17T24:00:00Z',
        '2026-02-30T10:00:00Z',
        '2026-11-17 10:00:00Z',
      ],
    ],
    [
      'instant',
      instant,
      ['2026-11-17T10:00:00+02:00'],
      ['2026-11-17', '2026-11', '2026-11-17T', '2026-11-17T10:00:00+15:00'],
    ],
    ['code', code, ['a', 'entered-in-error', 'a b'], ['', ' a', 'a  b', 'a\tb']],
    ['id', id, ['a-1.B', 'x'.repeat(64)], ['x'.repeat(65), 'a_b', 'ä']],
    [
      'uri',
      uri,
      ['urn:kuittaus:series', 'urn:oid:1.2.246.21', 'http://hl7.org/fhir'],
      ['series', 'urn:oid:1..2', 'urn:oid:x', 'urn:uuid:1', 'urn:x y'],
    ],
    ['string', text, ['ä\n\tö', 'a'], ['', '  ', 'a\u0000b', 1]],
    ['unsignedInt', unsignedInt, [0, 17], [-1, 1.5, '1', 2 ** 31]],
  ])(
    '%s takes what it should and nothing else',
    (_type, rule, good: readonly unknown[], bad: readonly unknown[]) => {
      expect(good.filter((value) => !takes(rule, value))).toEqual([]);
      expect(bad.filter((value) => takes(rule, value))).toEqual([]);
    },
  );
});
