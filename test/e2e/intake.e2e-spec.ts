import { randomBytes, randomUUID } from 'node:crypto';
import type { Decision } from '#domain';
import { aClient, aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent } from './house/gateway-client.js';
import type { Answer, Sending } from './house/gateway-client.js';
import type { CloudEvent, IntakeAnswer, Problem } from './house/views.js';
import { untilRecorded, untilSettled } from './recorded.js';

let house: House;
/** A decision that is known to the ledger, in version 1. */
const known = aDecision(1);
const knownEvent = anEvent(known);

beforeAll(async () => {
  house = await startHouse();
  await house.gateway.deliver(knownEvent);
  await untilRecorded(house, known);
  // Also elsewhere: whatever is still under way would write rows of its own.
  await house.until('is settled everywhere', known, ({ tasks }) =>
    tasks.every(({ state }) => ['confirmed', 'awaiting-person'].includes(state)),
  );
});
afterAll(() => house.stop());

const send = (event: CloudEvent, sending?: Sending): Promise<Answer<IntakeAnswer & Problem>> =>
  house.gateway.send(event, sending);

const bytes = (text: string): Buffer => Buffer.from(text);
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const withRawData = (event: CloudEvent, data: string): Buffer =>
  bytes(JSON.stringify({ ...event, data: 0 }).replace('"data":0', `"data":${data}`));

/** Whatever comes with a number of its own is new to the ledger. */
let next = 100;
const newDecision = (changes: object = {}): ReturnType<typeof aDecision> => ({
  ...aDecision(next++),
  ...changes,
});
const newEvent = (changes: object = {}): CloudEvent => anEvent(newDecision(changes));

interface Refused {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly send: () => Promise<Answer<Problem>>;
  /** What `errors` must name; a place may be all that is asked. */
  readonly errors?: readonly object[];
}

const REFUSED: readonly Refused[] = [
  {
    title: 'a wrong signature',
    status: 401,
    code: 'not-authentic',
    send: () => send(newEvent(), { secret: `whsec_${randomBytes(32).toString('base64')}` }),
  },
  {
    title: 'a signature over other bytes',
    status: 401,
    code: 'not-authentic',
    send: () =>
      send(newEvent(), { headers: { 'webhook-signature': `v1,${randomBytes(32).toString('base64')}` } }),
  },
  {
    title: 'no signature',
    status: 401,
    code: 'not-authentic',
    send: () => send(newEvent(), { headers: { 'webhook-signature': '' } }),
  },
  {
    title: 'a timestamp that is 301 s old',
    status: 401,
    code: 'not-authentic',
    send: () => send(newEvent(), { at: Date.now() - 302_000 }),
  },
  {
    title: 'a timestamp that is 301 s ahead',
    status: 401,
    code: 'not-authentic',
    send: () => send(newEvent(), { at: Date.now() + 302_000 }),
  },
  {
    title: 'an event id that was used for other bytes',
    status: 409,
    code: 'event-id-reused',
    send: () => send({ ...newEvent(), id: knownEvent.id }),
  },
  {
    title: 'an identity code with a wrong check character',
    status: 422,
    code: 'invalid',
    send: () => send(newEvent({ client: { ...aClient(7), personalIdentityCode: '010594Y9033' } })),
    errors: [expect.objectContaining({ path: '/data/client/personalIdentityCode' })],
  },
  {
    title: 'an unknown field',
    status: 422,
    code: 'invalid',
    send: () => send(newEvent({ urgency: 'high' })),
    errors: [{ path: '/data/urgency', code: 'unknown-field' }],
  },
  {
    title: 'several faults, all told at once',
    status: 422,
    code: 'invalid',
    send: () =>
      send(newEvent({ urgency: 'high', caseManager: 'nobody', client: { ...aClient(8), mood: 'good' } })),
    errors: [
      { path: '/data/urgency', code: 'unknown-field' },
      { path: '/data/client/mood', code: 'unknown-field' },
      expect.objectContaining({ path: '/data/caseManager' }),
    ],
  },
  {
    title: 'a body of 300 KiB',
    status: 413,
    code: 'too-large',
    send: () => send(newEvent({ summary: 'x'.repeat(300 * 1024) })),
  },
  {
    title: 'JSON that is cut short',
    status: 400,
    code: 'not-json',
    send: () => send(newEvent(), { rawBody: bytes('{"specversion":"1.0",') }),
  },
  {
    title: 'nesting of depth 10,000',
    status: 400,
    code: 'too-deep',
    send: () => {
      const event = newEvent();
      return send(event, { rawBody: withRawData(event, deep(10_000)) });
    },
  },
  {
    title: 'the same key twice in one object',
    status: 400,
    code: 'duplicate-key',
    send: () => {
      const event = newEvent();
      return send(event, { rawBody: bytes(JSON.stringify(event).replace('{', '{"data":{},')) });
    },
  },
  {
    title: 'a media type that is no JSON',
    status: 415,
    code: 'media-type',
    send: () => send(newEvent(), { headers: { 'content-type': 'text/plain' } }),
  },
  {
    title: 'an id that is not the signed one',
    status: 400,
    code: 'not-a-cloudevent',
    send: () => {
      const event = newEvent();
      return send(event, { rawBody: bytes(JSON.stringify({ ...event, id: randomUUID() })) });
    },
  },
  {
    title: 'an unknown type of event',
    status: 400,
    code: 'not-a-cloudevent',
    send: () => send(anEvent(newDecision(), { type: 'fi.kuittaus.decision.unmade' })),
  },
  {
    title: 'an unknown team',
    status: 422,
    code: 'unknown-team',
    send: () => send(newEvent({ team: 'nowhere' })),
  },
  {
    title: 'no client',
    status: 422,
    code: 'client-missing',
    send: () => {
      const { client: _none, ...rest } = newDecision();
      return send(anEvent(rest));
    },
  },
  {
    title: 'version 3 after version 1',
    status: 409,
    code: 'version-gap',
    send: () => send(anEvent({ ...known, version: 3, correctionReason: 'Korjaus.' })),
  },
  {
    title: 'a first version above 1',
    status: 409,
    code: 'version-gap',
    send: () => send(newEvent({ version: 2, correctionReason: 'Korjaus.' })),
  },
  {
    title: 'the newest version with other content',
    status: 409,
    code: 'version-exists',
    send: () => send(anEvent({ ...known, summary: 'Muuta.' })),
  },
  {
    title: 'a correction with another client',
    status: 422,
    code: 'client-changed',
    send: () => send(anEvent({ ...known, version: 2, correctionReason: 'Korjaus.', client: aClient(9) })),
  },
  {
    title: 'a cancellation with an unknown field',
    status: 422,
    code: 'invalid',
    send: () =>
      send(anEvent({ ...cancellation(), urgency: 'high' }, { type: 'fi.kuittaus.decision.cancelled' })),
    errors: [{ path: '/data/urgency', code: 'unknown-field' }],
  },
];

const cancellation = (): object => ({
  team: 'kaarina',
  decisionId: known.decisionId,
  version: 1,
  reason: 'Väärä asiakas.',
  cancelledAt: '2026-11-18T09:00:00+02:00',
});

const FILLED_BY_A_DECISION = ['attempt', 'client_key', 'decision', 'decision_version', 'event', 'task'];

describe('an event that is refused', () => {
  it.each(REFUSED)(
    'for $title is answered with $status $code, and the ledger has no row of it',
    async ({ status, code, send: sendIt, errors }) => {
      const before = await house.ledger.rowCounts();
      const answer = await sendIt();

      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body).toMatchObject({
        type: expect.any(String),
        title: expect.any(String),
        status,
        instance: expect.any(String),
      });
      if (errors !== undefined) {
        expect(answer.body.errors).toHaveLength(errors.length);
        expect(answer.body.errors).toEqual(expect.arrayContaining([...errors]));
      }
      expect(await house.ledger.rowCounts()).toEqual(before);
    },
  );

  it('was counted before against rows that a taken one does leave', async () => {
    const before = await house.ledger.rowCounts();
    const decision = newDecision();
    await house.gateway.deliver(anEvent(decision));
    await untilSettled(house, decision);
    const after = await house.ledger.rowCounts();
    const grown = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(grown).toEqual(expect.arrayContaining(FILLED_BY_A_DECISION));
  });
});

describe('an event that comes again', () => {
  it('is taken once, however many copies come at once: 100 x 202, one of them the first', async () => {
    const decision = newDecision();
    const event = anEvent(decision);
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(event)));

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 202));
    expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1);
    const ids = answers.map(({ body }) => body.tasks.map(({ id }) => id).join());
    expect(new Set(ids).size).toBe(1);
    expect(answers.every(({ body }) => body.tasks.length === 4)).toBe(true);
    expect(
      await house.ledger.query('select version from decision where decision_id = $1', [decision.decisionId]),
    ).toEqual([{ version: 1 }]);
    const { tasks } = await untilRecorded(house, decision);
    expect(tasks).toHaveLength(4);
  });

  it('is taken once when 50 copies come at once under ids of their own: 49 repeat the first one’s answer', async () => {
    const decision = newDecision();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(anEvent(decision))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
    expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.tasks.map(({ id }) => id).join())).size).toBe(1);
  });

  it('under an id that another decision takes at the same moment is refused, and that one is taken', async () => {
    for (let round = 0; round < 5; round++) {
      const id = randomUUID();
      const [one, other] = [newDecision(), newDecision()];
      const answers = await Promise.all([one, other].map((decision) => send(anEvent(decision, { id }))));
      const told = answers.map(({ status, body }) => (status === 202 ? 'taken' : `${status} ${body.code}`));
      expect(told.toSorted()).toEqual(['409 event-id-reused', 'taken']);
      const rows = await house.ledger.query('select id from decision where decision_id in ($1, $2)', [
        one.decisionId,
        other.decisionId,
      ]);
      expect(rows).toHaveLength(1);
    }
  });

  it('with the same content under another id is a duplicate: the first one’s tasks, and none are added', async () => {
    const { tasks } = await house.gateway.decision('kaarina', known.decisionId);
    const { status, body } = await send(anEvent({ ...known }));
    expect(status).toBe(202);
    expect(body.duplicate).toBe(true);
    expect(body.tasks).toEqual(tasks);
    expect((await house.gateway.decision('kaarina', known.decisionId)).tasks).toEqual(tasks);
  });

  it('with its keys in another order is still the same content', async () => {
    const reversed = Object.fromEntries(Object.entries(known).reverse());
    const { status, body } = await send(anEvent(reversed));
    expect([status, body.duplicate]).toEqual([202, true]);
  });

  it('signed anew at another time gets its first answer, with the tasks as they are now', async () => {
    const { status, body } = await send(knownEvent);
    expect([status, body.duplicate, body.eventId]).toEqual([202, true, knownEvent.id]);
    expect(body.tasks.map(({ state }) => state)).toContain('confirmed');
  });
});

describe('while PostgreSQL is away', () => {
  it('an event is put off with 503, nothing is taken, and its repeat afterwards is the first', async () => {
    const event = newEvent();
    await house.ledger.takeAway();
    try {
      const { status, body, headers } = await send(event);
      expect([status, body.code]).toEqual([503, 'not-now']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await house.gateway.get('/health/live')).status).toBe(200);
      expect((await house.gateway.get('/health/ready')).status).toBe(503);
    } finally {
      await house.ledger.bringBack();
    }
    const answer = await house.gateway.sendUntilTaken(event);
    expect(answer.duplicate).toBe(false);
    await untilRecorded(house, event.data as Decision);
  });
});
