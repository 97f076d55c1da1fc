import { issueCodesOf } from './issue-codes.js';

describe('issue codes of an OperationOutcome', () => {
  it('keeps the codes of the standard in the order of the server', () => {
    const issue = [{ code: 'not-found' }, { code: 'invalid' }];
    expect(issueCodesOf({ resourceType: 'OperationOutcome', issue })).toEqual(['not-found', 'invalid']);
  });

  it('lets no other word through, which may be personal data', () => {
    const issue = [{ code: '010594y9032', diagnostics: 'Matti' }, { code: 7 }, 'x', null];
    expect(issueCodesOf({ resourceType: 'OperationOutcome', issue })).toEqual([
      'other',
      'other',
      'other',
      'other',
    ]);
  });

  it.each([undefined, null, 'text', [], {}, { resourceType: 'Bundle', issue: [{ code: 'invalid' }] }])(
    'finds none in %j',
    (body) => {
      expect(issueCodesOf(body)).toEqual([]);
    },
  );
});
