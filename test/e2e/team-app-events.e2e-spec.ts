import type { Decision } from '#domain';
import { compactVerify, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { aClient, aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent } from './house/gateway-client.js';
import { waitUntil } from './house/wait-until.js';
import { Person } from './people.js';

/** Long enough to see that nothing is told in it. */
const WINDOW_MS = 4_000;
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);

interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

let house: House;
let made = 0;
beforeAll(async () => {
  house = await startHouse({}, { KUITTAUS_UNDO_WINDOW_MS: String(WINDOW_MS) });
});
afterAll(() => house.stop());

/** A decision of which two records go to Lifecare, one each to Kanta and the CRM, and one is Kela's by hand. */
function withKela(): Decision {
  const decision = aDecision(++made);
  return {
    ...decision,
    client: { ...aClient(made), typClient: true },
    consent: { ...decision.consent!, covers: ['health', 'social', 'employment', 'benefits'] },
    participants: [
      ...decision.participants,
      {
        id: 'kela',
        role: 'kela-specialist',
        name: 'Kaisa Kela',
        organisation: { name: 'Kela' },
        email: 'kela@tiimi.example',
      },
    ],
  };
}

const toldOf = async ({ team, decisionId }: Decision): Promise<readonly ToldEvent[]> =>
  ((await house.teamApp.journal()) as unknown as ToldEvent[]).filter(
    ({ subject }) => subject === `${team}/${decisionId}`,
  );
const untilTold = (decision: Decision, type: string, count = 1): Promise<readonly ToldEvent[]> =>
  waitUntil(
    `${decision.decisionId}: ${count} ${type}`,
    () => toldOf(decision),
    (events) => events.filter((event) => event.type === type).length >= count,
    { withinMs: 60_000, tell: (events) => events.map((event) => event.type) },
  );

const CONFIRMED = 'fi.kuittaus.recording.confirmed';
const COMPLETED = 'fi.kuittaus.decision.completed';

/** Settled by the adapters; what is Kela's waits. */
const untilOnlyKelaIsLeft = (decision: Decision) =>
  house.until(
    'waits for Kela alone',
    decision,
    ({ tasks }) =>
      tasks.length > 0 &&
      tasks.every(({ system, state }) => state === (system === 'kela' ? 'awaiting-person' : 'confirmed')),
    { withinMs: 60_000 },
  );

describe('the team application', () => {
  it('is told of each record as it is confirmed, and of the end when nothing can be taken back any more', async () => {
    const decision = withKela();
    await house.gateway.deliver(anEvent(decision));
    const { tasks } = await untilOnlyKelaIsLeft(decision);
    const kela = tasks.find(({ system }) => system === 'kela')!;
    const person = await Person.of(kela, decision, house);
    await person.read(kela);
    const attested = await person.acknowledge(kela, 'kirjaus 17');
    await untilTold(decision, CONFIRMED, tasks.length);

    const events = await untilTold(decision, COMPLETED);
    const last = events.at(-1);
    expect(events.map(({ type }) => type)).toEqual([...tasks.map(() => CONFIRMED), COMPLETED]);
    expect(events.slice(0, -1).map(({ data }) => data['task'])).toEqual(
      expect.arrayContaining(tasks.map(({ id }) => id)),
    );
    const waited = Date.parse(last!.time) - Date.parse(attested.evidence!.at);
    expect(waited).toBeGreaterThan(WINDOW_MS);

    const { body: keys } = await house.gateway.get<JSONWebKeySet>('/.well-known/jwks.json');
    const { payload } = await compactVerify(String(last!.data['receipt']), createLocalJWKSet(keys));
    const receipt = JSON.parse(Buffer.from(payload).toString()) as {
      duties: { task: string; state: string }[];
    };
    expect(receipt).toMatchObject({ team: 'kaarina', decisionId: decision.decisionId, version: 1 });
    expect(receipt.duties.map(({ task }) => task).toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());

    const said = JSON.stringify(events);
    for (const { name } of decision.participants) expect(said).not.toContain(name);
    for (const secret of [
      decision.summary,
      decision.client!.familyName,
      aClient(made).personalIdentityCode!,
    ]) {
      expect(said).not.toContain(secret);
    }
  });

  it('is told of a follow-up whose day has come', async () => {
    const decision: Decision = {
      ...aDecision(++made),
      followUp: { reason: 'agreed-check', dueOn: TOMORROW, responsible: 'secretary', text: 'Soitetaan.' },
    };
    await house.gateway.deliver(anEvent(decision));
    const [event] = (await untilTold(decision, 'fi.kuittaus.follow-up.due')).filter(
      ({ type }) => type === 'fi.kuittaus.follow-up.due',
    );
    expect(event?.data).toEqual({
      team: 'kaarina',
      decisionId: decision.decisionId,
      version: 1,
      dueOn: TOMORROW,
      reason: 'agreed-check',
      responsible: 'secretary',
    });
  });

  it('is told everything, also when the dispatcher is killed while it tells, in order', async () => {
    const decisions = Array.from({ length: 8 }, () => aDecision(++made));
    await Promise.all(decisions.map((decision) => house.gateway.deliver(anEvent(decision))));
    for (let kill = 0; kill < 3; kill++) {
      await waitUntil(
        'something more was told',
        () => house.teamApp.journal(),
        (journal) => journal.length > 8 * (kill + 1),
        { withinMs: 60_000 },
      );
      await house.restart('dispatcher');
    }
    for (const decision of decisions) {
      const events = await untilTold(decision, COMPLETED);
      const once = [...new Map(events.map((event) => [event.id, event])).values()];
      expect(once.at(-1)?.type).toBe(COMPLETED);
      expect(once.slice(0, -1).map(({ type }) => type)).toEqual(Array(once.length - 1).fill(CONFIRMED));
      const { tasks } = await house.gateway.decision(decision.team, decision.decisionId);
      expect(once).toHaveLength(tasks.length + 1);
    }
  });

  it('lists what it was told, and is told again what it asks for, the same under the same id', async () => {
    const decision = aDecision(++made);
    await house.gateway.deliver(anEvent(decision));
    await untilTold(decision, COMPLETED);
    const path = `/v1/team-app-events?decisionId=${decision.decisionId}&state=delivered`;
    const list = await waitUntil(
      'all is noted as delivered',
      () => house.gateway.get<{ items: { id: string; type: string; address: string }[] }>(path, 'team-app'),
      ({ body }) => body.items.some(({ type }) => type === COMPLETED),
    );
    const completed = list.body.items.find(({ type }) => type === COMPLETED)!;
    expect(completed.address).toBe('enabled');
    const answer = await fetch(`${house.addresses.gateway}/v1/team-app-events/${completed.id}/resend`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await house.gateway.token('team-app')}` },
    });
    expect(answer.status).toBe(202);
    const events = await untilTold(decision, COMPLETED, 2);
    const [first, second] = events.filter(({ type }) => type === COMPLETED);
    expect(second).toEqual(first);
  });
});
