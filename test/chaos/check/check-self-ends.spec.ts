import { checkSelfEnds } from './check-self-ends.js';

const anEnd = (...lastLines: string[]) => ({
  service: 'lifecare-1',
  at: new Date('2026-03-02T10:00:00Z'),
  how: 'exit code 1',
  lastLines,
});

describe('a process that ended by itself', () => {
  it('breaks a rule, and its last line is told', () => {
    expect(checkSelfEnds([anEnd('first', 'process.failed')])).toEqual([
      {
        invariant: 'I9',
        rule: 'ended-by-itself',
        told: 'lifecare-1: exit code 1 at 2026-03-02T10:00:00.000Z; its log ends: process.failed',
      },
    ]);
    expect(checkSelfEnds([anEnd()])).toHaveLength(1);
  });

  it('breaks none when its watchdog ended it', () => {
    expect(checkSelfEnds([anEnd('first', '{"level":"error","event":"watchdog.no-progress"}')])).toEqual([]);
  });
});
