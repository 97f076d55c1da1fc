import type { AuditEntry } from '#audit';
import { compareDisclosures } from '../e2e/disclosures.js';

const entry = (index: number, changes: Partial<AuditEntry>): AuditEntry => ({
  schema: 'kuittaus-audit-entry/1',
  index,
  id: String(index),
  kind: 'attempt.ended',
  class: 'recording',
  at: '2026-11-17T10:00:00.000Z',
  loggedAt: '2026-11-17T10:00:00.000Z',
  who: { type: 'app', id: 'typ' },
  what: { record: 'plan', operation: 'create', channel: 'automatic', attempt: 'write' },
  to: { system: 'typ', endpoint: 'typ-sote' },
  decision: { team: 'kaarina', id: 'TT-1', version: 1, ordinal: index },
  task: 'task-1',
  ...changes,
});
const given = entry(1, { outcome: { outcome: 'recorded' } });
const confirmed = entry(2, {
  kind: 'task.confirmed',
  outcome: { state: 'confirmed', evidence: { level: 'verified', targetId: '7', targetVersion: '1' } },
});
const row = {
  id: '7',
  key: 'k',
  record: 'plan',
  client: 'c',
  content: '',
  version: '1',
  operation: 'create',
  storedAt: '',
};

describe('the comparison of journals and disclosures', () => {
  it('finds nothing where each write has its entry and each entry its write', () => {
    expect(compareDisclosures({ typ: [row] }, [given, confirmed])).toEqual({
      written: 1,
      withoutEntry: [],
      withoutWrite: [],
      lostOnTheWay: [],
    });
  });

  it.each([
    ['no entry of it', { typ: [row] }, [confirmed], ['typ/plan create 7 v1'], []],
    [
      'an entry of a look-up alone',
      { typ: [row] },
      [entry(1, { what: { ...given.what!, attempt: 'look-up' } }), confirmed],
      ['typ/plan create 7 v1'],
      [],
    ],
    [
      'a second write that the log does not know',
      { typ: [row, { ...row, id: '8' }] },
      [given, confirmed],
      ['typ/plan create 8 v1'],
      [],
    ],
    [
      'a write into another system',
      { kanta: [row] },
      [given, confirmed],
      ['kanta/plan create 7 v1'],
      ['entry 1: typ/plan create recorded'],
    ],
    ['an entry without a write', { typ: [] }, [given, confirmed], [], ['entry 1: typ/plan create recorded']],
  ])('finds %s', (_, journals, entries, withoutEntry, withoutWrite) => {
    expect(compareDisclosures(journals, entries)).toMatchObject({ withoutEntry, withoutWrite });
  });

  it('tells apart what may have arrived, and did not', () => {
    const lost = entry(1, { outcome: { outcome: 'unknown' } });
    expect(compareDisclosures({ typ: [] }, [lost])).toMatchObject({
      withoutWrite: [],
      lostOnTheWay: ['entry 1: typ/plan create unknown'],
    });
  });
});
