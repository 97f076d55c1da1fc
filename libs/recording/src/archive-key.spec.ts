import { archiveKeyOf } from './archive-key.js';

const order = { team: 'kaarina', decisionId: 'p-1', record: 'recommendation' } as const;

describe('the key by which a record is found in the archive', () => {
  it('is one for the record of a decision, and tells nothing of it', () => {
    expect(archiveKeyOf(order)).toBe(archiveKeyOf({ ...order }));
    expect(archiveKeyOf(order)).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([{ team: 'turku' }, { decisionId: 'p-2' }, { record: 'plan' }] as const)(
    'is another one with %j',
    (other) => {
      expect(archiveKeyOf({ ...order, ...other })).not.toBe(archiveKeyOf(order));
    },
  );
});
