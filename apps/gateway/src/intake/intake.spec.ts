import { draft, sendTo } from '../../testing/draft-event.js';
import type { Draft } from '../../testing/draft-event.js';
import { aDecision, anAnonymousConsultation, anEvent, CLIENT } from '../../testing/events.js';
import { NOW, SLOW_SECRET, startGateway, TURKU_SECRET } from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';
import type { ProblemCode } from '../http/problem.js';
import type { IntakeAnswer, IntakeRefusal } from './event-intake.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
  // Uses up what the slow sender may send at once.
  while ((await gateway.deliver(anEvent(), { secret: SLOW_SECRET })).status !== 429);
});
afterAll(() => gateway.app.close());
afterEach(() => {
  jest.clearAllMocks();
  gateway.intake.findRepeat.mockResolvedValue(undefined);
});

const send = (changes: Partial<Draft> = {}): Promise<Answer> => sendTo(gateway, draft(changes));

const nested = (levels: number): unknown => (levels === 0 ? 0 : [nested(levels - 1)]);

interface FaultOfEvent {
  readonly code: ProblemCode;
  readonly status: number;
  readonly make: (draft: Draft) => void;
}

/** The contract's table, in its order (`contract/README.md`, Intake), as far as it is told without the ledger. */
const TABLE: readonly FaultOfEvent[] = [
  { code: 'media-type', status: 415, make: (it) => (it.headers['content-type'] = 'text/plain') },
  { code: 'too-large', status: 413, make: (it) => wrap(it, (json) => json + ' '.repeat(300 * 1024)) },
  { code: 'rate', status: 429, make: (it) => (it.secret = SLOW_SECRET) },
  { code: 'not-authentic', status: 401, make: (it) => (it.at = new Date(NOW.getTime() - 301_000)) },
  { code: 'not-json', status: 400, make: (it) => wrap(it, (json) => `${json}}`) },
  {
    code: 'duplicate-key',
    status: 400,
    make: (it) => wrap(it, (json) => json.replace('{', '{"id":"evt-1",')),
  },
  { code: 'too-deep', status: 400, make: (it) => (it.event['extra'] = nested(25)) },
  {
    code: 'not-a-cloudevent',
    status: 400,
    make: (it) => (it.event['type'] = 'fi.kuittaus.decision.deleted'),
  },
  { code: 'unknown-team', status: 422, make: (it) => (it.data['team'] = 'nobody') },
  { code: 'team-not-yours', status: 403, make: (it) => (it.secret = TURKU_SECRET) },
  { code: 'invalid', status: 422, make: (it) => (it.data['summary'] = '') },
  { code: 'client-missing', status: 422, make: (it) => (it.data['client'] = undefined) },
  { code: 'handling-not-allowed', status: 422, make: (it) => (it.data['handling'] = 'joint-reception') },
];

function wrap(it: Draft, change: (json: string) => string): void {
  const { written } = it;
  it.written = (json) => change(written(json));
}

describe('an event that is right', () => {
  test('is answered with 202, its address, and exactly what was stored', async () => {
    const stored: IntakeAnswer = {
      eventId: 'evt-1',
      duplicate: false,
      decision: { team: 'kaarina', decisionId: 'KAA-1', version: 1 },
      tasks: [{ id: 't' }],
      warnings: ['no-participant-with-rights:typ'],
    };
    gateway.intake.acceptDecision.mockResolvedValueOnce({ ...stored, ...{ internal: 'never told' } });
    const answer = await send();
    expect(answer).toMatchObject({
      status: 202,
      body: stored,
      headers: { location: '/v1/decisions/kaarina/KAA-1' },
    });
    expect(Object.keys(answer.body)).toEqual(['eventId', 'duplicate', 'decision', 'tasks', 'warnings']);
  });

  test('reaches the use case with its sender, its raw bytes and its decision, and nothing else is asked', async () => {
    const whole = anEvent();
    const body = Buffer.from(JSON.stringify(whole, null, 2));
    await gateway.deliver(whole, { body });
    expect(gateway.intake.acceptDecision).toHaveBeenCalledWith(
      {
        sender: 'sample',
        eventId: 'evt-1',
        rawBody: body,
        type: whole['type'],
        receivedAt: NOW,
        event: expect.anything(),
      },
      JSON.parse(JSON.stringify(whole['data'])),
    );
    expect(gateway.intake.findRepeat).not.toHaveBeenCalled();
  });

  test.each([
    'application/json',
    'application/cloudevents+json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
  ])('may come as %s', async (type) => {
    const answer = await send({ headers: { 'content-type': type } });
    expect(answer.status).toBe(202);
  });

  test('may be 256 KiB long, and not a byte more', async () => {
    const padded = (bytes: number): Partial<Draft> => ({
      written: (json) => json + ' '.repeat(bytes - Buffer.byteLength(json)),
    });
    expect((await send(padded(256 * 1024))).status).toBe(202);
    expect((await send(padded(256 * 1024 + 1))).body).toMatchObject({ code: 'too-large' });
  });

  test('may be an anonymous consultation, without a client', async () => {
    expect((await gateway.deliver(anEvent(anAnonymousConsultation()))).status).toBe(202);
    expect((await gateway.deliver(anEvent(anAnonymousConsultation({ measures: [] })))).status).toBe(202);
  });
});

describe('each fault has its answer', () => {
  test.each(TABLE)('$status $code', async ({ code, status, make }) => {
    const it = draft();
    make(it);
    const answer = await send(it);
    expect(answer).toMatchObject({
      status,
      body: {
        type: `/ongelmat/${code}`,
        status,
        code,
        title: expect.any(String),
        instance: expect.any(String),
      },
      headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect(gateway.intake.acceptDecision).not.toHaveBeenCalled();
  });

  test('429 says when to come back', async () => {
    expect((await send({ secret: SLOW_SECRET })).headers['retry-after']).toMatch(/^[1-9][0-9]*$/);
  });

  test('and of two faults the first in the contract’s order answers', async () => {
    for (const [index, first] of TABLE.entries()) {
      for (const second of TABLE.slice(index + 1)) {
        const it = draft();
        second.make(it);
        first.make(it);
        const { body } = await send(it);
        expect({ pair: `${first.code} before ${second.code}`, code: body['code'] }).toEqual({
          pair: `${first.code} before ${second.code}`,
          code: first.code,
        });
      }
    }
  });

  test('client-in-anonymous-consultation comes after invalid and before handling-not-allowed', async () => {
    const consultation = (changes: Record<string, unknown>) =>
      gateway.deliver(anEvent(anAnonymousConsultation({ client: CLIENT, ...changes })));
    expect((await consultation({})).body).toMatchObject({ code: 'client-in-anonymous-consultation' });
    expect((await consultation({ team: 'meetings-only' })).body).toMatchObject({
      code: 'client-in-anonymous-consultation',
    });
    expect((await consultation({ summary: '' })).body).toMatchObject({ code: 'invalid' });
  });
});

describe('an event that was taken before', () => {
  const REPEATED: IntakeAnswer = {
    eventId: 'evt-1',
    duplicate: true,
    decision: { team: 'kaarina', decisionId: 'KAA-1', version: 1 },
    tasks: [],
    warnings: [],
  };

  test.each(TABLE)(
    'is told as duplicate before every 422, and only those: $status $code',
    async ({ code, status, make }) => {
      gateway.intake.findRepeat.mockResolvedValue(REPEATED);
      const it = draft();
      make(it);
      const answer = await send(it);
      expect(answer).toMatchObject(
        status === 422 ? { status: 202, body: REPEATED } : { status, body: { code } },
      );
      expect(gateway.intake.findRepeat).toHaveBeenCalledTimes(status === 422 ? 1 : 0);
    },
  );
});

describe('what the use case refuses', () => {
  test.each<IntakeRefusal>([
    { status: 422, code: 'client-changed' },
    { status: 422, code: 'consent-unknown' },
    { status: 409, code: 'event-id-reused' },
    { status: 409, code: 'decision-cancelled' },
    { status: 409, code: 'version-gap' },
    { status: 409, code: 'version-exists' },
    { status: 409, code: 'version-not-newest' },
    { status: 409, code: 'decision-unknown' },
  ])('$status $code', async (refusal) => {
    gateway.intake.acceptDecision.mockResolvedValueOnce(refusal);
    const answer = await send();
    expect(answer).toMatchObject({ status: refusal.status, body: { code: refusal.code } });
    expect(answer.headers).not.toHaveProperty('retry-after');
  });

  test('503 not-now says when to come back', async () => {
    gateway.intake.acceptDecision.mockResolvedValueOnce({
      status: 503,
      code: 'not-now',
      retryAfterSeconds: 7,
    });
    expect(await send()).toMatchObject({
      status: 503,
      body: { code: 'not-now' },
      headers: { 'retry-after': '7' },
    });
  });

  test.each(['acceptDecision', 'findRepeat'] as const)(
    'when %s throws, nothing was taken: 503',
    async (method) => {
      gateway.intake[method].mockRejectedValueOnce(new Error('duplicate key value (Meikäläinen)'));
      const it = draft();
      if (method === 'findRepeat') it.data['summary'] = '';
      const answer = await send(it);
      expect(answer).toMatchObject({
        status: 503,
        body: { code: 'not-now' },
        headers: { 'retry-after': '5' },
      });
      expect(gateway.logLines.at(-1)).toContain('event.not-stored');
      expect(gateway.logLines.join('')).not.toContain('Meikäläinen');
    },
  );
});

describe('an event on a decision that is there', () => {
  const reference = { team: 'kaarina', decisionId: 'KAA-1' };
  const at = '2026-11-18T09:00:00+02:00';
  test.each<[string, 'cancelDecision' | 'withdrawConsent' | 'changeCaseManager', Record<string, unknown>]>([
    [
      'fi.kuittaus.decision.cancelled',
      'cancelDecision',
      { ...reference, version: 1, reason: 'r', cancelledAt: at },
    ],
    ['fi.kuittaus.consent.withdrawn', 'withdrawConsent', { ...reference, consentId: 'S-1', withdrawnAt: at }],
    [
      'fi.kuittaus.case-manager.changed',
      'changeCaseManager',
      {
        ...reference,
        caseManager: { id: 'a', role: 'nurse', name: 'n', organisation: { name: 'o' } },
        changedAt: at,
      },
    ],
  ])('%s is judged, then handed to its use case alone', async (type, useCase, data) => {
    expect((await gateway.deliver(anEvent({ ...data, foo: 1 }, { type }))).body).toMatchObject({
      code: 'invalid',
    });
    expect((await gateway.deliver(anEvent({ ...data, team: 'x' }, { type }))).body).toMatchObject({
      code: 'unknown-team',
    });
    expect(gateway.intake[useCase]).not.toHaveBeenCalled();
    expect(await gateway.deliver(anEvent(data, { type }))).toMatchObject({ status: 202 });
    expect(gateway.intake[useCase]).toHaveBeenCalledWith(expect.objectContaining({ type }), data);
    expect(gateway.intake.acceptDecision).not.toHaveBeenCalled();
  });
});

test('what is counted names senders and answers only', async () => {
  const counting = await startGateway();
  await counting.deliver();
  await counting.deliver(anEvent(aDecision({ summary: '' })));
  await counting.deliver(anEvent(), { at: new Date(0) });
  await counting.deliver(anEvent(), { secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` });
  const token = Buffer.from('{"roles":["sysadmin"]}').toString('base64url');
  const { text } = await counting.get('/metrics', token);
  expect(text).toMatch(/decisions_received_total\{source="sample",result="accepted".*\} 1/);
  expect(text).toMatch(/webhook_rejected_total\{source="sample",reason="invalid".*\} 1/);
  expect(text).toMatch(/webhook_rejected_total\{source="sample",reason="not-authentic".*\} 1/);
  expect(text).toMatch(/webhook_rejected_total\{source="unknown",reason="not-authentic".*\} 1/);
  await counting.app.close();
});
