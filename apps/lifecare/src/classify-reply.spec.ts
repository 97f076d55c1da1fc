import type { FhirAnswer, FhirReply } from '#fhir';
import type { WriteOutcome } from '#recording';
import { classifyReply } from './classify-reply.js';

const create = { operation: 'create', record: 'recommendation' } as const;
const replace = {
  operation: 'replace',
  record: 'recommendation',
  previous: { targetId: '17', targetVersion: '3' },
} as const;

function answer(status: number, more: Partial<FhirAnswer> = {}): FhirAnswer {
  return { kind: 'answered', status, content: 'json', body: {}, issueCodes: [], ...more };
}

function entry(status: string, location?: string, etag?: string): object {
  return {
    response: { status, ...(location !== undefined && { location }), ...(etag !== undefined && { etag }) },
  };
}

const provenance = entry('201 Created', 'Provenance/9/_history/1', 'W/"1"');

function success(...entries: readonly object[]): FhirAnswer {
  return answer(200, { body: { resourceType: 'Bundle', type: 'transaction-response', entry: entries } });
}

const outcome = (...issueCodes: string[]) => ({ body: { resourceType: 'OperationOutcome' }, issueCodes });

const unknown = (code: string): WriteOutcome => ({ kind: 'unknown', code });
const rejected = (code: string): WriteOutcome => ({ kind: 'rejected', reason: 'rejected-by-system', code });
const notNow = (code: string, sent: boolean): WriteOutcome => ({ kind: 'not-now', code, sent });

const AT_17: FhirAnswer = success(
  entry('201 Created', 'DocumentReference/17/_history/1', 'W/"1"'),
  provenance,
);

describe('a reply to a create', () => {
  it.each<readonly [string, FhirReply, WriteOutcome]>([
    [
      'created',
      AT_17,
      { kind: 'recorded', receipt: { targetId: '17', targetVersion: '1' }, code: 'fhir-201' },
    ],
    [
      'found by the condition',
      success(entry('200 OK', 'https://x.example/fhir/DocumentReference/17/_history/2'), provenance),
      { kind: 'already-recorded', receipt: { targetId: '17', targetVersion: '2' }, code: 'fhir-200' },
    ],
    [
      'without an address',
      success(entry('201 Created', undefined, 'W/"1"'), provenance),
      unknown('fhir-200-malformed'),
    ],
    [
      'without a version',
      success(entry('201 Created', 'DocumentReference/17'), provenance),
      unknown('fhir-200-malformed'),
    ],
    [
      'of another type',
      success(entry('201', 'Consent/17/_history/1'), provenance),
      unknown('fhir-200-malformed'),
    ],
    [
      'of too few entries',
      success(entry('201', 'DocumentReference/17/_history/1')),
      unknown('fhir-200-malformed'),
    ],
    [
      'with a failed entry',
      success(entry('422', 'DocumentReference/17/_history/1'), provenance),
      unknown('fhir-200-malformed'),
    ],
    ['that is no Bundle', answer(201), unknown('fhir-201-malformed')],
    ['that is empty', answer(202, { content: 'empty', body: undefined }), unknown('fhir-202-malformed')],
    ['of HTML', answer(200, { content: 'unreadable' }), unknown('answer-unreadable')],
    ['moved', answer(302), rejected('fhir-302')],
    ['moved, with a page', answer(307, { content: 'unreadable' }), rejected('fhir-307')],
    ['bad request without a body', answer(400, { content: 'empty' }), rejected('fhir-400')],
    ['not authorised', answer(401, { content: 'empty' }), notNow('fhir-401', false)],
    ['not authorised, with a page', answer(401, { content: 'unreadable' }), notNow('fhir-401', false)],
    ['forbidden', answer(403, outcome('forbidden')), rejected('fhir-403-forbidden')],
    ['forbidden by a proxy', answer(403, { content: 'unreadable' }), unknown('answer-unreadable')],
    ['not found', answer(404, outcome('not-found')), rejected('fhir-404-not-found')],
    ['timed out waiting', answer(408, { content: 'unreadable' }), notNow('fhir-408', true)],
    ['conflict', answer(409, outcome('conflict')), unknown('fhir-409')],
    ['gone', answer(410), rejected('fhir-410')],
    ['several matches', answer(412, outcome('multiple-matches')), unknown('fhir-412')],
    ['too large', answer(413), rejected('fhir-413')],
    ['media type', answer(415), rejected('fhir-415')],
    ['unprocessable', answer(422, outcome('value', 'required')), rejected('fhir-422-value')],
    ['unprocessable for a reason of its own', answer(422, outcome('other')), rejected('fhir-422-other')],
    ['too early', answer(425), notNow('fhir-425', true)],
    ['too many', answer(429, outcome('throttled')), notNow('fhir-429-throttled', true)],
    ['failed', answer(500, outcome('exception')), unknown('fhir-500-exception')],
    ['bad gateway', answer(502, { content: 'unreadable' }), unknown('answer-unreadable')],
    ['unavailable', answer(503, { content: 'unreadable' }), notNow('fhir-503', true)],
    ['gateway timed out', answer(504), unknown('fhir-504')],
    ['lost', { kind: 'no-answer', code: 'reset' }, unknown('no-answer-reset')],
    ['too late', { kind: 'no-answer', code: 'deadline' }, unknown('no-answer-deadline')],
    ['too long', { kind: 'no-answer', code: 'answer-too-large' }, unknown('no-answer-answer-too-large')],
    ['refused connection', { kind: 'not-sent', code: 'refused' }, notNow('not-sent-refused', false)],
    ['without a token', { kind: 'not-sent', code: 'token-401' }, notNow('not-sent-token-401', false)],
  ])('%s', (_, reply, expected) => {
    expect(classifyReply(reply, create)).toEqual(expected);
  });

  it('passes on when the system said to come back', () => {
    expect(classifyReply(answer(503, { retryAfterMs: 5_000 }), create)).toMatchObject({
      retryAfterMs: 5_000,
    });
  });

  it('has a code that a log may show', () => {
    const statuses = Array.from({ length: 500 }, (_, index) => index + 100);
    const codes = statuses.map(
      (status) => classifyReply(answer(status, outcome('multiple-matches')), create).code,
    );
    for (const code of codes) expect(code).toMatch(/^[a-z0-9-]{1,64}$/);
  });
});

describe('a reply to a replace', () => {
  it.each<readonly [string, FhirReply, WriteOutcome]>([
    [
      'with the address and the new version',
      success(entry('200 OK', 'DocumentReference/17/_history/4', 'W/"4"'), provenance),
      { kind: 'recorded', receipt: { targetId: '17', targetVersion: '4' }, code: 'fhir-200' },
    ],
    [
      'with the new version only',
      success(entry('200 OK', undefined, 'W/"4"'), provenance),
      { kind: 'recorded', receipt: { targetId: '17', targetVersion: '4' }, code: 'fhir-200' },
    ],
    [
      'with another address',
      success(entry('200 OK', 'DocumentReference/18/_history/4', 'W/"4"'), provenance),
      unknown('fhir-200-malformed'),
    ],
    ['with nothing', success(entry('200 OK'), provenance), unknown('fhir-200-malformed')],
    ['of a stale version', answer(412, outcome('conflict')), unknown('fhir-412')],
  ])('%s', (_, reply, expected) => {
    expect(classifyReply(reply, replace)).toEqual(expected);
  });
});
