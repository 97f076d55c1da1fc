import { draft, sendTo } from '../../testing/draft-event.js';
import type { Draft } from '../../testing/draft-event.js';
import { aDecision, anAnonymousConsultation, anEvent, CLIENT } from '../../testing/events.js';
import { NOW, SLOW_SECRET, startGateway } from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());

const send = (changes: Partial<Draft> = {}): Promise<Answer> => sendTo(gateway, draft(changes));

describe('401 not-authentic', () => {
  test.each<[string, Record<string, string>]>([
    ['without an id', { 'webhook-id': '' }],
    ['with another id than was signed', { 'webhook-id': 'evt-2' }],
    ['without a signature', { 'webhook-signature': '' }],
    ['with a signature of nobody', { 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` }],
    ['with a time that was not signed', { 'webhook-timestamp': String(NOW.getTime() / 1000 + 1) }],
  ])('%s', async (_case, headers) => {
    expect((await send({ headers })).body).toMatchObject({ status: 401, code: 'not-authentic' });
  });

  test('is the same answer whatever the cause, but for its own identifier', async () => {
    const tooOld = await send({ at: new Date(NOW.getTime() - 301_000) });
    const unknown = await send({ secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` });
    const told = ({ body: { instance: _, traceId: __, ...rest } }: Answer): unknown => rest;
    expect(told(tooOld)).toEqual(told(unknown));
  });

  test('an old event replayed does not use up the sender’s rate', async () => {
    const limited = await startGateway();
    for (let time = 0; time < 5; time++) {
      const old = await limited.deliver(anEvent(), {
        secret: SLOW_SECRET,
        at: new Date(NOW.getTime() - 400_000),
      });
      expect(old.status).toBe(401);
    }
    expect((await limited.deliver(anEvent(), { secret: SLOW_SECRET })).status).toBe(202);
    await limited.app.close();
  });
});

describe('400 not-a-cloudevent', () => {
  test.each<[string, Record<string, unknown>]>([
    ['without specversion', { specversion: undefined }],
    ['with another specversion', { specversion: '0.3' }],
    ['without an id', { id: undefined }],
    ['with another id than the webhook’s', { id: 'evt-2' }],
    ['with a number for an id', { id: 1 }],
    ['without a source', { source: undefined }],
    ['with a source that is no reference', { source: 'a b' }],
    ['with too long a source', { source: `/${'a'.repeat(200)}` }],
    ['without a type', { type: undefined }],
    ['without a time', { time: undefined }],
    ['with a time without offset', { time: '2026-11-17T12:30:00' }],
    ['with a day for a time', { time: '2026-11-17' }],
    ['with an unknown attribute', { extension: 'x' }],
    ['with another datacontenttype', { datacontenttype: 'text/xml' }],
    ['with too long a subject', { subject: 'a'.repeat(131) }],
    ['with NUL in the subject', { subject: 'a\u0000' }],
    ['with null for a subject', { subject: null }],
    ['without data', { data: undefined }],
    ['with a list for data', { data: [] }],
    ['with null for data', { data: null }],
  ])('%s', async (_case, event) => {
    expect((await send({ event })).body).toMatchObject({ status: 400, code: 'not-a-cloudevent' });
  });

  test.each(['[]', '1', 'null', '"a"'])('when the body is %s', async (body) => {
    const answer = await gateway.deliver(anEvent(), { body: Buffer.from(body) });
    expect(answer.body).toMatchObject({ code: 'not-a-cloudevent' });
  });
});

describe('422 invalid', () => {
  test('tells every fault at once, of shape and content, by path and code', async () => {
    const answer = await send({
      data: {
        foo: 1,
        summary: undefined,
        version: 2,
        handledOn: '2026-02-30',
        client: { ...CLIENT, personalIdentityCode: '010594Y9033', typClient: 'yes' },
        caseManager: 'nobody',
        participants: [
          { id: 'Chair', role: 'boss', organisation: { oid: '9' }, rights: ['typ', 'typ', 'ura'] },
          7,
        ],
      },
    });
    expect(answer.body['errors']).toEqual([
      { path: '/data/foo', code: 'unknown-field' },
      { path: '/data/handledOn', code: 'format' },
      { path: '/data/client/typClient', code: 'type' },
      { path: '/data/participants/1', code: 'type' },
      { path: '/data/participants/0/id', code: 'pattern' },
      { path: '/data/participants/0/role', code: 'enum' },
      { path: '/data/participants/0/name', code: 'required' },
      { path: '/data/participants/0/organisation/name', code: 'required' },
      { path: '/data/participants/0/organisation/oid', code: 'pattern' },
      { path: '/data/participants/0/rights/2', code: 'enum' },
      { path: '/data/participants/0/rights/1', code: 'unique' },
      { path: '/data/summary', code: 'required' },
      { path: '/data/correctionReason', code: 'required' },
      { path: '/data/client/personalIdentityCode', code: 'identity-code' },
      { path: '/data/caseManager', code: 'unknown-reference' },
    ]);
  });

  test.each([
    ['__proto__', '{"team":"kaarina","__proto__":{"version":1}}'],
    ['constructor', '{"team":"kaarina","client":{"constructor":{"prototype":{"polluted":true}}}}'],
    ['prototype', '{"team":"kaarina","participants":[{"prototype":{}}]}'],
    ['toString', '{"team":"kaarina","toString":"x"}'],
  ])('refuses a key %s anywhere, and no prototype changes', async (key, data) => {
    const body = Buffer.from(JSON.stringify(anEvent('DATA')).replace('"DATA"', data));
    const { body: problem } = await gateway.deliver(anEvent(), { body });
    expect(problem).toMatchObject({ code: 'invalid' });
    expect(problem['errors']).toContainEqual({
      path: expect.stringMatching(`/${key}$`),
      code: 'unknown-field',
    });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each(['__proto__', 'constructor', 'prototype'])('in the envelope a key %s is 400', async (key) => {
    const body = Buffer.from(JSON.stringify(anEvent()).replace('{', `{"${key}":{},`));
    expect((await gateway.deliver(anEvent(), { body })).body).toMatchObject({ code: 'not-a-cloudevent' });
  });

  test.each<[string, string]>([
    ['1e400', 'type'],
    ['-0', 'min'],
    ['9007199254740993', 'max'],
    ['1.5', 'type'],
    ['"1"', 'type'],
    ['[1]', 'type'],
    ['true', 'type'],
    ['null', 'type'],
  ])('a version %s is a fault, and is not made into a number', async (version, code) => {
    const body = Buffer.from(JSON.stringify(anEvent(aDecision({ version: 'V' }))).replace('"V"', version));
    expect((await gateway.deliver(anEvent(), { body })).body['errors']).toContainEqual({
      path: '/data/version',
      code,
    });
  });

  test.each(['\u0000', '\ud83d'])('refuses %j in a text', async (sign) => {
    const { body } = await send({ data: { summary: `a${sign}b` } });
    expect(body['errors']).toEqual([{ path: '/data/summary', code: 'forbidden-character' }]);
  });

  test('a team that is no text is a fault of shape, not an unknown team', async () => {
    expect((await send({ data: { team: 7 } })).body).toMatchObject({ code: 'invalid' });
    expect((await send({ data: { team: undefined } })).body).toMatchObject({ code: 'invalid' });
  });
});

describe('422 client-in-anonymous-consultation', () => {
  const measure = { id: 'm', domain: 'general', text: 't', responsible: 'chair' };
  test.each<[string, Record<string, unknown>]>([
    ['a client', { client: CLIENT }],
    ['a consent', { consent: aDecision()['consent'] }],
    ['a case manager', { caseManager: 'chair' }],
    ['a referrer', { referrer: 'chair' }],
    ['measures', { measures: [measure] }],
    ['a plan', { plan: { goals: ['g'] } }],
    ['a visit', { visit: { physician: 'chair', startedAt: '2026-11-17T09:00:00Z', text: 'v' } }],
    ['a follow-up', { followUp: { reason: 'agreed-check', dueOn: '2027-01-15' } }],
    ['an identity code in the summary', { summary: 'Konsultaatio asiakkaasta 110280-905j.' }],
    [
      'an identity code in a recommendation',
      { recommendations: [{ id: 'r', domain: 'health', service: '110280-905J', text: 't' }] },
    ],
    ['an identity code for an id', { decisionId: '110280-905J' }],
  ])('with %s', async (_case, changes) => {
    const answer = await gateway.deliver(anEvent(anAnonymousConsultation(changes)));
    expect(answer.body).toMatchObject({ status: 422, code: 'client-in-anonymous-consultation' });
    expect(answer.text).not.toContain('110280');
  });
});
