import { aDecision, CHAIR, CLIENT, CONSENT } from '../../../testing/events.js';
import type { JsonObject } from '../json/json-value.js';
import { contentFaults } from './content-rules.js';

const faults = (changes: Record<string, unknown>, acceptArtificialIdentityCodes = true): string[] => {
  const data: JsonObject = JSON.parse(JSON.stringify(aDecision(changes)));
  return contentFaults(data, { acceptArtificialIdentityCodes }).map(({ path, code }) => `${path} ${code}`);
};

test('a right decision has no fault', () => {
  expect(faults({})).toEqual([]);
});

describe('a correction', () => {
  test('says why', () => {
    expect(faults({ version: 2 })).toEqual(['/data/correctionReason required']);
    expect(faults({ version: 2, correctionReason: 'Kirjoitusvirhe' })).toEqual([]);
  });
});

describe('the client', () => {
  test('has exactly one identifier', () => {
    const temporaryId = { system: '1.2.3', value: 'x' };
    expect(faults({ client: { ...CLIENT, temporaryId } })).toEqual(['/data/client exactly-one-identifier']);
    expect(faults({ client: { ...CLIENT, personalIdentityCode: undefined } })).toEqual([
      '/data/client exactly-one-identifier',
    ]);
    expect(faults({ client: { ...CLIENT, personalIdentityCode: undefined, temporaryId } })).toEqual([]);
  });

  test('has a right identity code, and an artificial one only where configuration allows it', () => {
    const wrong = { ...CLIENT, personalIdentityCode: '010594Y9033' };
    expect(faults({ client: wrong })).toEqual(['/data/client/personalIdentityCode identity-code']);
    expect(faults({}, false)).toEqual(['/data/client/personalIdentityCode identity-code']);
  });
});

describe('ids', () => {
  test('are unique among participants, recommendations and measures', () => {
    const recommendation = { id: 'r', domain: 'general', service: 's', text: 't' };
    const measure = { id: 'm', domain: 'general', text: 't', responsible: 'chair' };
    expect(
      faults({
        participants: [CHAIR, { ...CHAIR, id: 'other' }, CHAIR],
        recommendations: [recommendation, recommendation],
        measures: [measure, { ...measure, id: 'r' }, measure, measure],
      }),
    ).toEqual([
      '/data/participants/2/id unique',
      '/data/recommendations/1/id unique',
      '/data/measures/2/id unique',
      '/data/measures/3/id unique',
    ]);
  });
});

describe('every reference', () => {
  test('leads to a participant', () => {
    const measure = { id: 'm', domain: 'general', text: 't', responsible: 'nobody' };
    expect(
      faults({
        caseManager: 'nobody',
        referrer: 'nobody',
        visit: { physician: 'nobody', startedAt: '2026-11-17T09:00:00Z', text: 'v' },
        followUp: { reason: 'other', dueOn: '2027-01-01', responsible: 'nobody' },
        measures: [{ ...measure, id: 'm1', responsible: 'chair' }, measure],
      }),
    ).toEqual([
      '/data/caseManager unknown-reference',
      '/data/referrer unknown-reference',
      '/data/visit/physician unknown-reference',
      '/data/followUp/responsible unknown-reference',
      '/data/measures/1/responsible unknown-reference',
    ]);
  });
});

describe('dates', () => {
  test('a consent does not end before it was given', () => {
    const until = (validUntil: string) => faults({ consent: { ...CONSENT, validUntil } });
    expect(until('2026-10-04')).toEqual(['/data/consent/validUntil date-order']);
    expect(until('2026-10-05')).toEqual([]);
  });

  test('nothing is decided before the day it was handled on, as days go in Helsinki', () => {
    const decided = (decidedAt: string) => faults({ decidedAt });
    expect(decided('2026-11-16T23:59:59+02:00')).toEqual(['/data/decidedAt date-order']);
    expect(decided('2026-11-17T00:00:00+02:00')).toEqual([]);
    expect(decided('2026-11-16T22:00:00Z')).toEqual([]);
    expect(decided('2026-11-16T21:59:59Z')).toEqual(['/data/decidedAt date-order']);
    expect(faults({ handledOn: '2026-07-01', decidedAt: '2026-06-30T21:00:00Z' })).toEqual([]);
  });

  test('no other pair is compared, and none with today', () => {
    expect(
      faults({
        handledOn: '1970-01-01',
        decidedAt: '2999-01-01T00:00:00Z',
        consent: { ...CONSENT, givenOn: '2999-01-01' },
        plan: { goals: ['g'], reviewOn: '1900-01-01' },
        followUp: { reason: 'other', dueOn: '1900-01-01' },
      }),
    ).toEqual([]);
  });
});

test('a wrong shape is passed over: it is judged elsewhere', () => {
  for (const wrong of [null, 7, 'x', [], [[]], {}, [null, 7]]) {
    expect(
      faults({
        client: wrong,
        consent: wrong,
        participants: wrong,
        visit: wrong,
        followUp: wrong,
        measures: wrong,
        recommendations: wrong,
        decidedAt: wrong,
        handledOn: wrong,
      }).filter((fault) => !fault.includes('exactly-one')),
    ).toEqual([]);
  }
});
