import type { FhirAnswer, FhirReply } from '#fhir';
import { anOrder, nextVersion } from '#recording/testing';
import { classifyRead, classifySearch } from './classify-look-up.js';
import { mapRecord } from './mapping/map-order.js';

const order = anOrder('visit');

function answer(status: number, body: unknown, more: Partial<FhirAnswer> = {}): FhirAnswer {
  return { kind: 'answered', status, content: 'json', body, issueCodes: [], ...more };
}

function stored(of = order, id = '17', versionId = '3'): object {
  return { ...mapRecord(of, {}), id, meta: { versionId } };
}

function searchset(...resources: readonly object[]): FhirAnswer {
  const entry = resources.map((resource) => ({ resource, search: { mode: 'match' } }));
  return answer(200, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry });
}

function readBack(reply: FhirReply, of = order) {
  return classifyRead(reply, '17', of, mapRecord(of, {}));
}

/** Answers that say nothing about the record. */
const NO_ANSWERS: readonly (readonly [FhirReply, string])[] = [
  [{ kind: 'not-sent', code: 'refused' }, 'not-sent-refused'],
  [{ kind: 'no-answer', code: 'reset' }, 'no-answer-reset'],
  [answer(200, undefined, { content: 'unreadable' }), 'unreadable'],
  [answer(200, undefined, { content: 'empty' }), 'unreadable'],
  [answer(401, undefined, { content: 'empty' }), 'fhir-401'],
  [answer(403, {}, { issueCodes: ['forbidden'] }), 'fhir-403-forbidden'],
  [answer(404, {}), 'fhir-404'],
  [answer(500, {}), 'fhir-500'],
];

describe('the search by our key', () => {
  it('finds none', () => {
    expect(classifySearch(searchset(), order)).toEqual({ kind: 'absent', code: 'no-match' });
  });

  it('finds the one to read', () => {
    expect(classifySearch(searchset(stored()), order)).toEqual({ kind: 'one', id: '17' });
  });

  it('finds several', () => {
    expect(classifySearch(searchset(stored(), stored(order, '18')), order)).toEqual({
      kind: 'several',
      count: 2,
      code: 'several-matches',
    });
  });

  it('does not take an id that leads elsewhere', () => {
    expect(classifySearch(searchset(stored(order, '..')), order)).toMatchObject({ kind: 'not-now' });
  });

  it('does not believe a match of another key', () => {
    expect(classifySearch(searchset(stored(anOrder('visit'))), order)).toEqual({
      kind: 'not-now',
      code: 'search-not-obeyed',
    });
  });

  it.each(NO_ANSWERS)('can be repeated after %j', (reply, code) => {
    expect(classifySearch(reply, order)).toEqual({ kind: 'not-now', code: `search-${code}` });
  });

  it('comes back when it is told to', () => {
    expect(classifySearch(answer(429, {}, { retryAfterMs: 9_000 }), order)).toEqual({
      kind: 'not-now',
      code: 'search-fhir-429',
      retryAfterMs: 9_000,
    });
  });
});

describe('the read of the one match', () => {
  const recorded = { targetId: '17', targetVersion: '3' };

  it('matches', () => {
    expect(readBack(answer(200, stored()))).toEqual({
      kind: 'found',
      recorded,
      matches: true,
      differences: [],
      code: 'equal',
    });
  });

  it('differs', () => {
    const body = { ...stored(), status: 'superseded' };
    expect(readBack(answer(200, body))).toEqual({
      kind: 'found',
      recorded,
      matches: false,
      differences: ['status'],
      code: 'differs',
    });
  });

  it.each(['replace', 'nullify'] as const)('tells that a %s has not happened', (operation) => {
    const next = nextVersion(order, { operation, previous: recorded });
    expect(readBack(answer(200, stored()), next)).toEqual({ kind: 'absent', code: 'older-version' });
  });

  it.each([
    ['another version than the one to be replaced', { targetId: '17', targetVersion: '2' }],
    ['another record than the one to be replaced', { targetId: '16', targetVersion: '3' }],
  ])('tells a change by someone else: %s', (_, previous) => {
    const next = nextVersion(order, { operation: 'replace', previous });
    expect(readBack(answer(200, stored()), next)).toMatchObject({
      kind: 'found',
      matches: false,
      differences: ['version'],
    });
  });

  it.each(NO_ANSWERS)('can be repeated after %j', (reply, code) => {
    expect(readBack(reply)).toEqual({ kind: 'not-now', code: `read-${code}` });
  });

  it.each([
    ['another resource', stored(order, '18')],
    ['another type', { ...stored(), resourceType: 'Consent' }],
    ['no version', { ...stored(), meta: {} }],
    ['no object', []],
  ])('does not take %s for the answer', (_, body) => {
    expect(readBack(answer(200, body))).toEqual({ kind: 'not-now', code: 'read-unreadable' });
  });
});
