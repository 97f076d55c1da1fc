import { generateKeyPairSync } from 'node:crypto';
import { completenessReceipt } from '#domain';
import type { ReceiptFacts, TrackedTask } from '#domain';
import { openReceiptSigner } from '#security';
import { compactVerify, createLocalJWKSet } from 'jose';
import { v7 as uuid } from 'uuid';
import { ToldLedger } from '../../testing/told-ledger.js';
import { completionRound } from './tell-of-completions.js';

const WINDOW = 600_000;
const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const signer = openReceiptSigner({ keys: [key] });

let told: ToldLedger;
beforeAll(async () => {
  told = await ToldLedger.open();
});
afterAll(() => told.stop());

const sign = (facts: ReceiptFacts, issuedAt: Date): Promise<string> =>
  signer.sign(completenessReceipt(facts, issuedAt));
const round = (undoWindowMs = WINDOW): Promise<boolean> =>
  completionRound({ ledger: told.ledger, log: told.log, undoWindowMs, sign })();

async function completionsOf(decisionId: string): Promise<Record<string, unknown>[]> {
  const rows = await told.query<{ data: Record<string, unknown> }>(
    `select data from team_app_event where decision_id = $1 and type = 'fi.kuittaus.decision.completed'
     order by ordinal`,
    [decisionId],
  );
  return rows.map(({ data }) => data);
}
const ago = (ms: number): Date => new Date(Date.now() - ms);
const manual: Partial<TrackedTask> = {
  channel: 'manual',
  state: 'awaiting-person',
  system: 'kela',
  endpoint: 'kela',
};

describe('the completion of a decision', () => {
  it('is told once, when its last task has ended, with a receipt that verifies', async () => {
    const decisionId = uuid();
    const [first, second] = await told.decision(decisionId, [{}, { record: 'plan' }]);
    await told.confirm(first!);
    await round();
    expect(await completionsOf(decisionId)).toEqual([]);
    await told.confirm(second!);
    await Promise.all([round(), round(), round()]);
    await round();
    const [completion, ...more] = await completionsOf(decisionId);
    expect(more).toEqual([]);
    expect(completion).toEqual({
      team: 'kaarina',
      decisionId,
      version: 1,
      status: 'completed',
      completeness: { total: 2, confirmed: 2, attested: 0, withheld: 0, cancelled: 0, superseded: 0 },
      receipt: expect.any(String),
    });
    const { payload } = await compactVerify(String(completion!['receipt']), createLocalJWKSet(signer.jwks()));
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
      decisionId,
      duties: [
        { task: first!.id, state: 'confirmed' },
        { task: second!.id, state: 'confirmed' },
      ],
    });
    expect((await told.events(decisionId)).at(-1)?.type).toBe('decision.completed');
  });

  it('waits until an acknowledgement can no longer be taken back', async () => {
    const decisionId = uuid();
    const [task] = await told.decision(decisionId, [manual]);
    await told.attest(task!, ago(WINDOW - 60_000));
    await round();
    expect(await completionsOf(decisionId)).toEqual([]);
    const [due] = await told.query<{ wait: number }>(
      `select extract(epoch from c.due_at - now())::float8 as wait from completion_due c
       join decision d on d.id = c.decision where d.decision_id = $1`,
      [decisionId],
    );
    expect(due!.wait).toBeGreaterThan(50);
    expect(due!.wait).toBeLessThanOrEqual(60);
    await told.query('update completion_due set due_at = now()');
    await round(WINDOW - 120_000);
    expect(await completionsOf(decisionId)).toHaveLength(1);
  });

  it('is not told of one that was taken back, and is told again when it is complete again', async () => {
    const decisionId = uuid();
    const [task] = await told.decision(decisionId, [manual]);
    await told.attest(task!, ago(WINDOW + 1_000));
    await told.move(task!, { state: 'awaiting-person' });
    await round();
    expect(await completionsOf(decisionId)).toEqual([]);
    await told.attest(task!, ago(WINDOW + 500));
    await round();
    await told.move(task!, { state: 'awaiting-person' });
    await told.attest(task!, ago(WINDOW + 200));
    await round();
    expect(await completionsOf(decisionId)).toHaveLength(2);
    expect((await told.events(decisionId)).map(({ type }) => type)).toEqual([
      'recording.confirmed',
      'recording.confirmed',
      'decision.completed',
      'recording.confirmed',
      'decision.completed',
    ]);
  });

  it('is told at once where every task was withheld', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, [{ state: 'withheld', reason: 'consent-missing' }]);
    await round();
    expect(await completionsOf(decisionId)).toMatchObject([{ completeness: { total: 1, withheld: 1 } }]);
  });

  it('is not told of a decision with nothing to record', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, []);
    await round();
    expect(await told.events(decisionId)).toEqual([]);
  });

  it.each([
    ['a cancellation', `update decision set cancelled_at = now() where decision_id = $1`, 'cancelled', 1],
    [
      'a version that added nothing',
      `update decision set version = 2 where decision_id = $1`,
      'completed',
      2,
    ],
  ])('is told again after %s', async (_what, statement, status, version) => {
    const decisionId = uuid();
    const [task] = await told.decision(decisionId, [{}]);
    await told.confirm(task!);
    await round();
    await told.query(
      `insert into decision_version select decision, 2, handling, handled_on, decided_at, practice_version, consent_id,
         data_digest, null, warnings, taken_at from decision_version v
       where decision = (select id from decision where decision_id = $1)`,
      [decisionId],
    );
    await told.query(statement, [decisionId]);
    await round();
    await round();
    const [, again, ...more] = await completionsOf(decisionId);
    expect(again).toMatchObject({ status, version });
    expect(more).toEqual([]);
  });

  it('of one decision that cannot be told of holds up no other', async () => {
    const broken = uuid();
    const whole = uuid();
    for (const decisionId of [broken, whole]) {
      const [task] = await told.decision(decisionId, [{}]);
      await told.confirm(task!);
    }
    const refusing = (facts: ReceiptFacts, at: Date): Promise<string> =>
      facts.decisionId === broken ? Promise.reject(new Error('no')) : sign(facts, at);
    await completionRound({
      ledger: told.ledger,
      log: told.log,
      undoWindowMs: WINDOW,
      sign: refusing,
    })();
    expect(await completionsOf(whole)).toHaveLength(1);
    expect(await completionsOf(broken)).toHaveLength(0);
    await round();
    expect(await completionsOf(broken)).toHaveLength(1);
  });
});

describe('what is told of a task', () => {
  it('is told in the transaction of the change, or not at all', async () => {
    const decisionId = uuid();
    const [task] = await told.decision(decisionId, [{}]);
    const undone = told.ledger.withDecision({ taskId: task!.id }, async (decision) => {
      await decision.save({
        actor: 'test',
        transitions: [
          {
            task: { ...task!, state: 'needs-attention', reason: 'retries-exhausted' },
            event: 'task.needs-attention',
          },
        ],
      });
      throw new Error('the step failed');
    });
    await expect(undone).rejects.toThrow('the step failed');
    expect(await told.events(decisionId)).toEqual([]);
  });

  it('is told once while it stays in its state', async () => {
    const decisionId = uuid();
    const [task] = await told.decision(decisionId, [{}]);
    await told.move(task!, { state: 'needs-attention', reason: 'retries-exhausted' });
    await told.move(task!, { state: 'needs-attention', reason: 'retries-exhausted', channel: 'manual' });
    expect(await told.events(decisionId)).toHaveLength(1);
  });

  it('is told of a task that needs attention from its first moment', async () => {
    const decisionId = uuid();
    await told.decision(decisionId, [{ state: 'needs-attention', reason: 'outcome-unknown' }, {}]);
    expect((await told.events(decisionId)).map(({ type }) => type)).toEqual(['recording.needs-attention']);
  });
});
