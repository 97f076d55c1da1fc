import { renderText } from '#domain';
import type { RecordContent, TrackedTask } from '#domain';
import { PERSON } from '#ledger/testing';
import {
  CHAIR,
  KELA,
  kelaTask,
  newTask,
  OTHER,
  startActingBench,
  TOKENS,
} from '../../testing/acting-bench.js';
import type { ActingBench } from '../../testing/acting-bench.js';
import { tokenOf } from '../../testing/gateway-under-test.js';
import type { Answer } from '../../testing/gateway-under-test.js';

let bench: ActingBench;
beforeAll(async () => {
  bench = await startActingBench();
});
afterAll(() => bench.stop());
beforeEach(() => {
  bench.consent = undefined;
});

/** What `storeDecision` stores for each task. */
const CONTENT: RecordContent = {
  record: 'recommendation',
  handledOn: '2026-11-17',
  recommendations: [{ service: 'Kuntoutus', text: PERSON.text }],
  measures: [],
};

async function stored(...tasks: TrackedTask[]): Promise<TrackedTask> {
  await bench.store(...tasks);
  return tasks.at(-1)!;
}
const contentOf = (task: TrackedTask, token = TOKENS.kela, language?: string): Promise<Answer> =>
  bench.read(task, token, '/content', language === undefined ? {} : { 'accept-language': language });
const readingsOf = (task: TrackedTask) =>
  bench.query<{ actor: string; facts: object }>(
    `select actor, facts from audit_entry where task = $1 and kind = 'content.read' order by id`,
    [task.id],
  );

describe('the text to record', () => {
  it('comes with its parts and with whose record it is, and no more of the client than that', async () => {
    const { body } = await contentOf(await stored(kelaTask()));
    expect(body).toEqual({
      text: renderText(CONTENT),
      fields: [
        { heading: 'Työkyvyn tuen tiimin suositukset', text: 'Käsitelty 17.11.2026' },
        { heading: 'Suositellut palvelut', text: `- Kuntoutus\n  Suositus: ${PERSON.text}` },
      ],
      record: 'measures',
      operation: 'create',
      client: { givenName: 'Matti', familyName: PERSON.family, personalIdentityCode: PERSON.code },
    });
  });

  it.each([
    ['sv-FI', 'Rekommenderade tjänster'],
    ['en', 'Recommended services'],
    ['se, de', 'Suositellut palvelut'],
  ])('has headings for %s: %s', async (language, heading) => {
    const { body } = await contentOf(await stored(kelaTask()), TOKENS.kela, language);
    expect(body['text']).toContain(heading);
    expect(body['text']).toContain(PERSON.text);
  });

  it('of a correction says what is to be corrected, by the reference that was given then', async () => {
    const first = kelaTask();
    await stored(first);
    await bench.act(first, 'acknowledgement', TOKENS.kela, { outcome: 'recorded', reference: 'KELA-77' });
    const replaced = await bench.stateOf(first);
    const second = kelaTask({ operation: 'replace' });
    await addTo(replaced, second);
    const { body } = await contentOf(second);
    expect(body['text']).toMatch(/^KORJAA AIEMPI KIRJAUS\n.*\nAiemman kirjauksen tunniste: KELA-77\n/u);
    expect(body['text']).toContain('AIEMPI TEKSTI');
  });

  it('of a removal tells what to remove, and has nothing to record', async () => {
    const first = newTask({
      recorder: 'chair',
      state: 'confirmed',
      sent: true,
      evidence: { level: 'verified', targetId: 'doc-9', targetVersion: '1', at: '2026-11-17T10:00:00.000Z' },
    });
    const nullify = newTask({
      recorder: 'chair',
      operation: 'nullify',
      channel: 'manual',
      state: 'awaiting-person',
    });
    await stored(first, nullify);
    const { body } = await contentOf(nullify, TOKENS.chair);
    expect(body['text']).toMatch(/^POISTA KIRJAUS\n.*\nAiemman kirjauksen tunniste: doc-9\n/u);
    expect(body).not.toHaveProperty('fields');
  });

  it.each(['waiting', 'queued', 'recording', 'withheld', 'cancelled', 'superseded'] as const)(
    'is not given for a task that is %s',
    async (state) => {
      const hasReason = state === 'withheld' || state === 'cancelled' || state === 'superseded';
      const task = await stored(
        kelaTask({ state, ...(hasReason ? { reason: 'consent-withdrawn' as const } : {}) }),
      );
      expect(await contentOf(task)).toMatchObject({
        status: 409,
        body: { code: 'nothing-to-record-by-hand' },
      });
      expect(await readingsOf(task)).toEqual([]);
    },
  );

  it('is asked for in a path that is a task’s, or is not found', async () => {
    expect((await bench.gateway.get('/v1/recording-tasks/1/content', TOKENS.kela)).status).toBe(404);
    const nobodys = '/v1/recording-tasks/019a8f00-0000-7000-8000-000000000001/content';
    expect((await bench.gateway.get(nobodys, TOKENS.kela)).status).toBe(404);
  });
});

/** Adds a task to the decision of another, as a later version would. */
async function addTo(first: TrackedTask, second: TrackedTask): Promise<void> {
  await bench.store(second);
  await bench.query(
    `update task t set decision = o.decision, decision_id = o.decision_id, ordinal = 1, content = $3
       from task o where t.id = $1 and o.id = $2`,
    [second.id, first.id, await sealedFor(first, second)],
  );
}

async function sealedFor(first: TrackedTask, second: TrackedTask): Promise<Buffer> {
  const { ledger } = bench.test;
  const sealed = await ledger.withDecision({ taskId: first.id }, ({ clientKey }) =>
    Promise.resolve(ledger.vault.sealContent(clientKey!, second.id, CONTENT)),
  );
  return sealed!;
}

describe('each reading', () => {
  it('leaves an audit entry that tells who, and nothing of the content', async () => {
    const task = await stored(kelaTask());
    await contentOf(task);
    await contentOf(task, TOKENS.deputy);
    const readings = await readingsOf(task);
    expect(readings).toEqual([
      { actor: expect.stringMatching(/^recorder:/), facts: expect.objectContaining({ by: 'kela' }) },
      { actor: expect.stringMatching(/^deputy:/), facts: expect.objectContaining({ by: 'deputy' }) },
    ]);
    expect(JSON.stringify(readings)).not.toMatch(new RegExp(`${PERSON.text}|${PERSON.code}|${KELA}`, 'u'));
  });

  it('gives no text when its entry cannot be written', async () => {
    const task = await stored(kelaTask());
    await bench.query(
      `alter table audit_entry add constraint no_reading check (kind <> 'content.read') not valid`,
    );
    try {
      const answer = await contentOf(task);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain(PERSON.text);
    } finally {
      await bench.query('alter table audit_entry drop constraint no_reading');
    }
  });

  it('that was refused leaves none', async () => {
    const task = await stored(kelaTask());
    for (const token of [TOKENS.sysadmin, TOKENS.auditor, TOKENS.other]) await contentOf(task, token);
    expect(await readingsOf(task)).toEqual([]);
  });
});

describe('consent at the moment of the first reading', () => {
  it('ends the task withheld, and keeps the text back', async () => {
    const task = await stored(kelaTask());
    bench.consent = 'consent-expired';
    const answer = await contentOf(task);
    expect(answer).toMatchObject({ status: 409, body: { code: 'content-withheld' } });
    expect(answer.text).not.toContain(PERSON.text);
    expect(await bench.stateOf(task)).toMatchObject({ state: 'withheld', reason: 'consent-expired' });
  });

  it('keeps nothing back from whom it was told, and may have recorded it', async () => {
    const task = await stored(kelaTask());
    await contentOf(task);
    bench.consent = 'consent-expired';
    expect((await contentOf(task)).status).toBe(200);
    expect((await bench.stateOf(task)).state).toBe('awaiting-person');
  });

  it('is looked at when an acknowledgement is taken back', async () => {
    const task = await stored(kelaTask());
    await bench.act(task, 'acknowledgement', TOKENS.kela, { outcome: 'recorded' });
    bench.consent = 'consent-withdrawn';
    expect((await bench.act(task, 'acknowledgement/undo', TOKENS.kela)).body).toMatchObject({
      state: 'withheld',
      reason: 'consent-withdrawn',
    });
  });
});

describe('the list of tasks', () => {
  const DAY_MS = 24 * 3_600_000;
  const list = async (token: string, query = ''): Promise<string[]> => {
    const { body } = await bench.gateway.get(`/v1/recording-tasks${query}`, token);
    return Array.from(Object(body['items']), ({ id }) => String(id));
  };
  const dueIn = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  let late: TrackedTask;
  let soon: TrackedTask;
  let done: TrackedTask;
  let chairs: TrackedTask;
  beforeAll(async () => {
    await bench.query('delete from task_act');
    await bench.query('delete from outbox');
    await bench.query(`update task set due_at = '2020-01-01', recorder_index = null, recorder_organisation = null,
      handed_to_index = null, team = 'turku', state = 'superseded', reason = 'newer-version'`);
    late = kelaTask({ dueAt: dueIn(-1) });
    soon = kelaTask({ record: 'plan', dueAt: dueIn(2) });
    done = kelaTask({ dueAt: dueIn(-3), state: 'cancelled', reason: 'decision-cancelled' });
    chairs = newTask({ recorder: 'chair', dueAt: dueIn(1) });
    await bench.store(soon, late, done, chairs);
  });

  it('is a person’s own, nearest deadline first', async () => {
    expect(await list(TOKENS.kela)).toEqual([done.id, late.id, soon.id]);
    expect(await list(TOKENS.chair)).toEqual([chairs.id]);
    expect(await list(TOKENS.other)).toEqual([]);
    expect(await list(tokenOf({ roles: ['participant'] }))).toEqual([]);
  });

  it('is the organisation’s for a deputy, and everybody’s for administrators and auditors', async () => {
    expect(await list(TOKENS.deputy)).toEqual([done.id, late.id, soon.id]);
    expect(await list(TOKENS.countyDeputy)).toEqual([chairs.id]);
    for (const token of [TOKENS.sysadmin, TOKENS.auditor]) {
      expect(await list(token, '?team=kaarina')).toEqual([done.id, late.id, chairs.id, soon.id]);
    }
  });

  it('has what was handed over to the person', async () => {
    await bench.act(chairs, 'take-over', TOKENS.chair);
    await bench.act(chairs, 'hand-over', TOKENS.chair, { to: OTHER });
    expect(await list(TOKENS.other)).toEqual([chairs.id]);
    expect(await list(TOKENS.chair)).toEqual([chairs.id]);
    await bench.act(chairs, 'hand-over', TOKENS.other, { to: CHAIR });
    expect(await list(TOKENS.other)).toEqual([]);
  });

  it('is of the states, systems and teams that are asked for', async () => {
    expect(await list(TOKENS.kela, '?state=awaiting-person')).toEqual([late.id, soon.id]);
    expect(await list(TOKENS.kela, '?state=cancelled&state=awaiting-person')).toHaveLength(3);
    expect(await list(TOKENS.kela, '?system=lifecare')).toEqual([]);
    expect(await list(TOKENS.kela, '?team=turku')).toEqual([]);
  });

  it('is of those that are late, or of all others', async () => {
    expect(await list(TOKENS.kela, '?overdue=true')).toEqual([late.id]);
    expect(await list(TOKENS.kela, '?overdue=false')).toEqual([done.id, soon.id]);
  });

  it('goes page by page through all of them, each once', async () => {
    const many = Array.from({ length: 120 }, () => kelaTask({ recorder: 'silent', dueAt: dueIn(5) }));
    await bench.store(...many);
    const deputy = tokenOf({ roles: ['deputy'], subject: 'd', organisation: 'muu oy' });
    const seen: string[] = [];
    let pages = 0;
    for (let cursor: string | undefined = ''; cursor !== undefined; pages += 1) {
      const { body } = await bench.gateway.get(`/v1/recording-tasks?cursor=${cursor}`, deputy);
      seen.push(...Array.from(Object(body['items']), ({ id }) => String(id)));
      const { nextCursor } = body;
      cursor = typeof nextCursor === 'string' ? nextCursor : undefined;
    }
    expect(pages).toBe(3);
    expect(seen.toSorted()).toEqual(many.map(({ id }) => String(id)).toSorted());
  });
});
