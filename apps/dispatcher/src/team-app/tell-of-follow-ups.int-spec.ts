import type { Decision } from '#domain';
import { DEFAULT_FOLLOW_UP_DAYS } from '#domain';
import { insertVersion, lockDecision } from '#ledger';
import { PERSON } from '#ledger/testing';
import { v7 as uuid } from 'uuid';
import { aDecision } from '#ledger/testing';
import { ToldLedger } from '../../testing/told-ledger.js';
import { followUpRound } from './tell-of-follow-ups.js';

let told: ToldLedger;
beforeAll(async () => {
  told = await ToldLedger.open();
});
afterAll(() => told.stop());

const practices = new Map([['kaarina', { followUpDays: DEFAULT_FOLLOW_UP_DAYS }]]);
const round = (): Promise<boolean> => followUpRound({ ledger: told.ledger, practices, log: told.log })();

const dayIn = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
const soon = { reason: 'agreed-check', dueOn: dayIn(7), responsible: 'chair' } as const;

async function newsOf(decisionId: string): Promise<Record<string, unknown>[]> {
  const rows = await told.query<{ data: Record<string, unknown> }>(
    `select data from team_app_event where decision_id = $1 and type = 'fi.kuittaus.follow-up.due' order by ordinal`,
    [decisionId],
  );
  return rows.map(({ data }) => data);
}

async function lookAt(decisionId: string): Promise<string | undefined> {
  const [row] = await told.query<{ day: string | null }>(
    `select (f.look_at at time zone 'Europe/Helsinki')::text as day from follow_up f
     join decision d on d.id = f.decision where d.decision_id = $1`,
    [decisionId],
  );
  return row?.day ?? undefined;
}

/** Takes the next version, the way intake does. */
async function correct(decisionId: string, differences: Partial<Decision>): Promise<void> {
  await told.ledger.transaction(async (tx) => {
    const before = await lockDecision(tx, told.ledger.vault, { team: 'kaarina', decisionId });
    if (before?.clientKey === undefined) throw new Error('no such decision');
    const version = before.version + 1;
    await insertVersion(
      tx,
      told.ledger.vault,
      {
        id: uuid(),
        sender: 'sample',
        eventId: uuid(),
        bodyDigest: Buffer.from(uuid()),
        type: 'fi.kuittaus.decision.made',
        takenAt: new Date(),
      },
      {
        decisionRow: before.id,
        decision: { ...aDecision(decisionId), version, ...differences },
        dataDigest: Buffer.from(uuid()),
        practiceVersion: '1',
        warnings: [],
        clientKey: before.clientKey,
      },
    );
  });
}

describe('the day to come back to a decision', () => {
  it('is told at once when its time has come already, once, and without client data', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, [], { followUp: { ...soon, text: PERSON.text } });
    await Promise.all([round(), round(), round()]);
    await round();
    expect(await newsOf(decisionId)).toEqual([
      {
        team: 'kaarina',
        decisionId,
        version: 1,
        dueOn: soon.dueOn,
        reason: 'agreed-check',
        responsible: 'chair',
      },
    ]);
  });

  it('is told at eight in the morning of the day that is so many days before it', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, [], { followUp: { ...soon, dueOn: dayIn(37) } });
    await round();
    expect(await newsOf(decisionId)).toEqual([]);
    expect(await lookAt(decisionId)).toBe(`${dayIn(7)} 08:00:00`);
  });

  it('moves with a new version, and its old place is forgotten', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, [], { followUp: { ...soon, dueOn: dayIn(100) } });
    await round();
    await correct(decisionId, { followUp: { ...soon, dueOn: dayIn(200) } });
    await round();
    expect(await lookAt(decisionId)).toBe(`${dayIn(170)} 08:00:00`);
    await correct(decisionId, { followUp: soon });
    await round();
    expect(await newsOf(decisionId)).toMatchObject([{ version: 3, dueOn: soon.dueOn }]);
  });

  it('that comes later comes with a new version', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, [], { followUp: { reason: 'statement-arrives' } });
    await round();
    expect(await lookAt(decisionId)).toBeUndefined();
    await correct(decisionId, { followUp: { reason: 'statement-arrives', dueOn: dayIn(-1) } });
    await round();
    expect(await newsOf(decisionId)).toMatchObject([{ version: 2, reason: 'statement-arrives' }]);
  });

  it('that a new version keeps is not told twice', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, [], { followUp: soon });
    await round();
    await correct(decisionId, { followUp: { ...soon, text: 'Toisin sanoin.' } });
    await round();
    expect(await newsOf(decisionId)).toHaveLength(1);
    await correct(decisionId, { followUp: { ...soon, dueOn: dayIn(8) } });
    await round();
    expect(await newsOf(decisionId)).toHaveLength(2);
  });

  it.each([
    ['a version that has none', (decisionId: string) => correct(decisionId, {})],
    [
      'a cancellation',
      (decisionId: string) =>
        told.query('update decision set cancelled_at = now() where decision_id = $1', [decisionId]),
    ],
    [
      'a withdrawal of the whole consent',
      (decisionId: string) =>
        told.query(
          `insert into consent_withdrawal (event, client_key, team, consent_id, withdrawn_at)
           select e.id, d.client_key, d.team, 'S-1', '2026-11-17T10:00:00Z' from event e join decision d on d.id = e.decision
           where d.decision_id = $1`,
          [decisionId],
        ),
    ],
  ])('is not told of after %s', async (_what, happens) => {
    const decisionId = uuid();
    const consent = {
      id: 'S-1',
      givenOn: '2026-10-05',
      form: 'work-ability-team',
      method: 'written',
      covers: ['health'],
    } as const;
    await told.decision(decisionId, [], { consent, followUp: { ...soon, dueOn: dayIn(31) } });
    await round();
    await happens(decisionId);
    // Its day has come.
    await told.query(
      `update follow_up set look_at = now() where decision = (select id from decision where decision_id = $1)
       and look_at is not null`,
      [decisionId],
    );
    await round();
    expect(await newsOf(decisionId)).toEqual([]);
    expect(await lookAt(decisionId)).toBeUndefined();
  });
});
