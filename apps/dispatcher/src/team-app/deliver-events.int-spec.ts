import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { ToldLedger, untilIdle } from '../../testing/told-ledger.js';
import { TeamAppReceiver } from '../../testing/team-app-receiver.js';
import type { Destination } from './destination.js';

const MINUTE = 60_000;

let told: ToldLedger;
let receiver: TeamAppReceiver;
let destination: Destination;
beforeAll(async () => {
  told = await ToldLedger.open();
  receiver = new TeamAppReceiver();
  destination = told.destination(await receiver.start());
});
afterAll(async () => {
  await receiver.stop();
  await told.stop();
});
beforeEach(async () => {
  // What other tests left waiting is not this one's.
  await told.query(`update team_app_event set state = 'given-up' where state = 'pending'`);
  await told.query('delete from team_app_address_disabled');
  receiver.reset();
});

const round = (differences: Parameters<ToldLedger['round']>[1] = {}): (() => Promise<boolean>) =>
  told.round(destination, differences);

/** A decision of which three events are to be told, in this order. */
async function threeEvents(): Promise<string> {
  const decisionId = uuid();
  const [first, second, third] = await told.decision(decisionId, [
    {},
    { record: 'plan' },
    { record: 'visit' },
  ]);
  await told.confirm(first!);
  await told.move(second!, { state: 'needs-attention', reason: 'retries-exhausted' });
  await told.confirm(third!);
  return decisionId;
}
const IN_ORDER = ['recording.confirmed', 'recording.needs-attention', 'recording.confirmed'];

describe('events to a team application', () => {
  it('come signed, as CloudEvents, in the order of a decision', async () => {
    const decisionId = await threeEvents();
    await untilIdle(round());
    expect(receiver.typesOf(decisionId)).toEqual(IN_ORDER);
    expect(receiver.refused).toBe(0);
    const [first] = receiver.received;
    expect(first?.event).toMatchObject({
      specversion: '1.0',
      id: first?.id,
      source: '/kuittaus',
      subject: `kaarina/${decisionId}`,
      datacontenttype: 'application/json',
      data: { team: 'kaarina', decisionId, version: 1, state: 'confirmed', system: 'lifecare' },
    });
    expect((await told.events(decisionId)).map(({ state }) => state)).toEqual(Array(3).fill('delivered'));
  });

  it('hold back what follows until the one before was delivered, and no other decision', async () => {
    const stuck = await threeEvents();
    const other = await threeEvents();
    receiver.answer = ({ event }) => ({ status: event.data['decisionId'] === stuck ? 503 : 204 });
    await untilIdle(round({ random: () => 1 }));
    expect(receiver.typesOf(stuck)).toEqual(['recording.confirmed']);
    expect(receiver.typesOf(other)).toEqual(IN_ORDER);
    receiver.reset();
    await told.query(`update team_app_event set due_at = now() where state = 'pending'`);
    await untilIdle(round());
    expect(receiver.typesOf(stuck)).toEqual(IN_ORDER);
  });

  it('are sent by several dispatchers at once each once and in order, several decisions at a time', async () => {
    const decisions = await Promise.all(Array.from({ length: 12 }, threeEvents));
    receiver.answer = async () => {
      await delay(5);
      return { status: 200 };
    };
    await Promise.all(Array.from({ length: 4 }, () => untilIdle(round())));
    await untilIdle(round());
    for (const decisionId of decisions) expect(receiver.typesOf(decisionId)).toEqual(IN_ORDER);
    expect(receiver.mostAtOnce).toBeGreaterThan(1);
  });

  it('are tried again after a refusal, on the schedule, and as often as the receiver wishes', async () => {
    const decisionId = await threeEvents();
    receiver.answer = () => ({ status: 500 });
    await round({ random: () => 1 })();
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '120' } });
    await told.query(`update team_app_event set due_at = now() where state = 'pending'`);
    await round({ random: () => 0 })();
    const [waiting] = await told.query<{ wait: number; failures: number; last_code: string }>(
      `select extract(epoch from due_at - now())::float8 as wait, failures, last_code from team_app_event
       where decision_id = $1 and ordinal = 1`,
      [decisionId],
    );
    expect(waiting).toMatchObject({ failures: 2, last_code: 'http-429' });
    expect(waiting!.wait).toBeGreaterThan(110);
    expect(receiver.received.map(({ id }) => id)).toEqual([
      receiver.received[0]?.id,
      receiver.received[0]?.id,
    ]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  });

  it('that a dispatcher died with are sent again under the same id, when its lease has run out', async () => {
    const decisionId = await threeEvents();
    // It took the event, sent it, and died before the answer.
    const [claimed] = await told.ledger.eventDelivery.claim(['kaarina'], 8, 30_000);
    await untilIdle(round());
    expect(receiver.typesOf(decisionId)).toEqual([]);
    await told.query(`update team_app_event set lease_until = now() where lease_until is not null`);
    await untilIdle(round());
    expect(receiver.typesOf(decisionId)).toEqual(IN_ORDER);
    expect(receiver.received[0]?.id).toBe(claimed?.id);
    expect(await told.ledger.eventDelivery.settleDelivered(claimed!)).toBe(false);
  });

  it('are given up after fourteen days, with a warning, and let the next ones go', async () => {
    const decisionId = await threeEvents();
    await told.query(
      `update team_app_event set first_attempt_at = now() - interval '14 days 1 minute'
       where decision_id = $1 and ordinal = 1`,
      [decisionId],
    );
    receiver.answer = ({ event }) => ({ status: event.type.endsWith('attention') ? 204 : 500 });
    await untilIdle(round({ random: () => 1 }));
    await untilIdle(round({ random: () => 1 }));
    expect((await told.events(decisionId)).map(({ state }) => state)).toEqual([
      'given-up',
      'delivered',
      'pending',
    ]);
    expect(told.logLines.join('')).toContain('"team-app-event.given-up"');
  });

  it('stop at an address that answers 410, and wait; asked for again they go on', async () => {
    const decisionId = await threeEvents();
    const later = await threeEvents();
    receiver.answer = () => ({ status: 410 });
    await untilIdle(round());
    const before = receiver.received.length;
    await untilIdle(round());
    expect(receiver.received).toHaveLength(before);
    expect((await told.events(decisionId)).map(({ state }) => state)).toEqual(Array(3).fill('pending'));
    receiver.reset();
    const [first] = await told.events(decisionId);
    await told.ledger.eventList.resend(first!.id, {
      actor: 'test',
      scope: 'all',
      addressDigestOf: () => destination.addressDigest,
    });
    await untilIdle(round());
    expect(receiver.typesOf(decisionId)).toEqual(IN_ORDER);
    expect(receiver.typesOf(later)).toEqual(IN_ORDER);
  });

  it('follow no redirect', async () => {
    const decisionId = await threeEvents();
    receiver.answer = ({ path }) =>
      path === '/events' ? { status: 307, headers: { location: '/elsewhere' } } : { status: 204 };
    await untilIdle(round({ random: () => 1 }));
    expect(receiver.received.map(({ path }) => path)).toEqual(['/events']);
    expect((await told.events(decisionId))[0]).toMatchObject({ state: 'pending', last_code: 'http-307' });
  });

  it.each([
    ['an answer that does not come', () => delay(5_000, { status: 204 }, { ref: false }), 'deadline'],
    ['an answer without end', () => ({ status: 200, body: 'x'.repeat(200_000) }), 'answer-too-large'],
  ])('take %s for none', async (_what, answer, code) => {
    const decisionId = await threeEvents();
    receiver.answer = answer;
    const policy = { deadlineMs: 300, settleMs: 0, retryDelaysMs: [MINUTE], retryForMs: 10 * MINUTE };
    await round({ policy, random: () => 1 })();
    expect((await told.events(decisionId))[0]).toMatchObject({ state: 'pending', last_code: code });
  });

  it('of a receiver that cannot be reached wait', async () => {
    const decisionId = await threeEvents();
    const nowhere = { ...told.destination('http://127.0.0.1:1') };
    await told.round(nowhere, { random: () => 1 })();
    expect((await told.events(decisionId))[0]).toMatchObject({ state: 'pending', last_code: 'refused' });
  });

  it('signed with another secret are not believed', async () => {
    const decisionId = await threeEvents();
    await told.round({ ...destination, keys: [Buffer.alloc(32, 9)] }, { random: () => 1 })();
    expect(receiver).toMatchObject({ refused: 1, received: [] });
    expect((await told.events(decisionId))[0]).toMatchObject({ last_code: 'http-401' });
  });

  it('are signed with each secret while one is being replaced', async () => {
    const decisionId = await threeEvents();
    await untilIdle(told.round({ ...destination, keys: [Buffer.alloc(32, 9), ...destination.keys] }));
    expect(receiver.typesOf(decisionId)).toEqual(IN_ORDER);
  });
});
