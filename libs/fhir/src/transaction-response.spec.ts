import { parseEtag, parseLocation, readTransactionResponse } from './transaction-response.js';

const entry = (response: object) => ({ response });
const response = (...entries: unknown[]) => ({
  resourceType: 'Bundle',
  type: 'transaction-response',
  entry: entries,
});

describe('reading a transaction-response', () => {
  it('gives status, id and version of each entry', () => {
    const body = response(
      entry({ status: '201 Created', location: 'Consent/17/_history/1', etag: 'W/"1"' }),
      entry({ status: '200', location: 'https://other.example/r4/Provenance/a-9/_history/3' }),
    );
    expect(readTransactionResponse(body, 2)).toEqual([
      { status: 201, resourceType: 'Consent', id: '17', version: '1' },
      { status: 200, resourceType: 'Provenance', id: 'a-9', version: '3' },
    ]);
  });

  it.each([
    ['fewer entries than were sent', response(entry({ status: '201' }))],
    [
      'more entries than were sent',
      response(entry({ status: '201' }), entry({ status: '201' }), entry({ status: '201' })),
    ],
    ['an entry without a status', response(entry({ status: '201' }), entry({}))],
    ['a status that is no number', response(entry({ status: '201' }), entry({ status: 'Created' }))],
    ['an entry that is no object', response(entry({ status: '201' }), 'x')],
    [
      'another Bundle',
      { ...response(entry({ status: '201' }), entry({ status: '201' })), type: 'batch-response' },
    ],
    ['no Bundle', { resourceType: 'OperationOutcome' }],
    ['nothing', undefined],
  ])('takes %s for no answer', (_, body) => {
    expect(readTransactionResponse(body, 2)).toBeUndefined();
  });

  it('leaves the id out where the location is none', () => {
    const body = response(entry({ status: '200 OK', location: '../../admin', etag: 'W/"2"' }));
    expect(readTransactionResponse(body, 1)).toEqual([{ status: 200, version: '2' }]);
  });
});

describe('locations and ETags', () => {
  it.each([
    ['Consent/1/_history/2', { resourceType: 'Consent', id: '1', version: '2' }],
    ['https://x.example/fhir/CarePlan/a.b', { resourceType: 'CarePlan', id: 'a.b' }],
  ])('reads %s', (location, expected) => {
    expect(parseLocation(location)).toEqual(expected);
  });

  it.each([undefined, '', 'Consent', 'Consent/..', 'Consent/1?x=1', 'Consent/1/_history/', 'consent/1'])(
    'reads nothing from %j',
    (location) => {
      expect(parseLocation(location)).toBeUndefined();
    },
  );

  it('does not grow slow on a long location', () => {
    const started = performance.now();
    expect(parseLocation('/A'.repeat(500_000))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(100);
  });

  it.each([
    ['W/"3"', '3'],
    ['"3"', '3'],
    ['3', undefined],
    ['W/"a"b"', undefined],
    [undefined, undefined],
  ])('reads the ETag %j as %j', (etag, expected) => {
    expect(parseEtag(etag)).toBe(expected);
  });
});
