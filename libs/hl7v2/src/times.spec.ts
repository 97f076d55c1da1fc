import { date, timestamp } from './times.js';

describe('HL7 times', () => {
  it.each([
    ['2026-03-02T10:15:00+02:00', '20260302101500+0200'],
    ['2026-03-02t10:15:59.123Z', '20260302101559+0000'],
    ['2016-12-31 23:59:60-01:30', '20161231235959-0130'],
  ])('%s is %s', (rfc3339, hl7) => {
    expect(timestamp(rfc3339)).toBe(hl7);
  });

  it('a day is its digits', () => {
    expect(date('2026-03-02')).toBe('20260302');
  });
});
