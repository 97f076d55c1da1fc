import { identifierValue, readKeySearch } from './searchset.js';

const KEY = { system: 'urn:k', value: 'v1' };
const consent = (value = 'v1', id = '1') => ({
  resourceType: 'Consent',
  id,
  identifier: [
    { system: 'urn:k', value },
    { system: 'urn:other', value: 'x' },
  ],
});
const match = (resource: unknown, mode = 'match') => ({ resource, search: { mode } });
const searchset = (entry: unknown[], more: object = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: entry.length,
  entry,
  ...more,
});

describe('reading a search by our key', () => {
  it('gives the matches', () => {
    expect(readKeySearch(searchset([match(consent())]), 'Consent', KEY)).toEqual({
      kind: 'matches',
      resources: [consent()],
    });
  });

  it('finds none in an empty searchset, with or without its list', () => {
    const none = { kind: 'matches', resources: [] };
    expect(readKeySearch(searchset([]), 'Consent', KEY)).toEqual(none);
    expect(readKeySearch({ resourceType: 'Bundle', type: 'searchset', total: 0 }, 'Consent', KEY)).toEqual(
      none,
    );
  });

  it('leaves out what is there beside the matches', () => {
    const outcome = match({ resourceType: 'OperationOutcome' }, 'outcome');
    const body = searchset([match(consent()), outcome], { total: 1 });
    expect(readKeySearch(body, 'Consent', KEY)).toEqual({ kind: 'matches', resources: [consent()] });
  });

  it.each([
    ['of another key', match(consent('v2'))],
    ['of another type', match({ ...consent(), resourceType: 'CarePlan' })],
    ['without a resource', {}],
  ])('does not believe a server that answers with a match %s', (_, other) => {
    expect(readKeySearch(searchset([match(consent()), other]), 'Consent', KEY)).toEqual({
      kind: 'unusable',
      code: 'search-not-obeyed',
    });
  });

  it.each([
    ['more matches are counted than shown', { total: 2 }],
    ['fewer matches are counted than shown', { total: 0 }],
    ['there is a next page', { link: [{ relation: 'self' }, { relation: 'next', url: 'x' }] }],
  ])('does not count when %s', (_, more) => {
    expect(readKeySearch(searchset([match(consent())], more), 'Consent', KEY)).toEqual({
      kind: 'unusable',
      code: 'search-incomplete',
    });
  });

  it.each([undefined, {}, [], { resourceType: 'Bundle', type: 'history' }])(
    'takes %j for no searchset',
    (body) => {
      expect(readKeySearch(body, 'Consent', KEY)).toEqual({ kind: 'unusable', code: 'not-a-searchset' });
    },
  );
});

describe('the identifier of a resource', () => {
  it('is undefined when it is there twice', () => {
    const twice = { identifier: [KEY, { ...KEY, value: 'v2' }] };
    expect(identifierValue(twice, 'urn:k')).toBeUndefined();
  });
});
