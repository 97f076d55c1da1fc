import type { TrackedTask } from '#domain';
import { PERSON } from '#ledger/testing';
import {
  CHAIR,
  kelaTask,
  KELA,
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

const codeOf = ({ status, body }: Answer): string => `${status} ${String(body['code'] ?? body['state'])}`;

async function stored(task: TrackedTask = kelaTask()): Promise<TrackedTask> {
  await bench.store(task);
  return task;
}

const lifecareTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  newTask({ recorder: 'chair', state: 'queued', ...differences });

type Who = keyof typeof TOKENS;
const RECORDED = { outcome: 'recorded' };
const BODIES: Readonly<Record<string, object | undefined>> = {
  acknowledgement: RECORDED,
  'hand-over': { to: OTHER },
  close: { reason: 'Päätös kumottu.' },
};

describe('who may do what', () => {
  /** 403: not with that role; 404: not theirs. */
  const ALLOWED: readonly (readonly [string, Readonly<Partial<Record<Who, string>>>])[] = [
    ['acknowledgement', { kela: '200 attested', deputy: '200 attested', sysadmin: '403 wrong-role' }],
    [
      'acknowledgement/undo',
      { kela: '409 not-acknowledged', deputy: '409 not-acknowledged', sysadmin: '403 wrong-role' },
    ],
    [
      'hand-over',
      { kela: '200 awaiting-person', deputy: '200 awaiting-person', sysadmin: '200 awaiting-person' },
    ],
    ['take-over', { kela: '409 task-by-hand', deputy: '409 task-by-hand', sysadmin: '409 task-by-hand' }],
    [
      'give-back',
      { kela: '409 always-by-hand', deputy: '409 always-by-hand', sysadmin: '409 always-by-hand' },
    ],
    ['retry', { kela: '409 task-by-hand', deputy: '409 task-by-hand', sysadmin: '409 task-by-hand' }],
    ['close', { kela: '403 wrong-role', deputy: '403 wrong-role', sysadmin: '200 awaiting-person' }],
  ];
  const STRANGERS: Readonly<Partial<Record<Who, string>>> = {
    chair: '404 not-found',
    other: '404 not-found',
    countyDeputy: '404 not-found',
    auditor: '403 wrong-role',
  };
  const rows = ALLOWED.flatMap(([act, theirs]) =>
    Object.entries({ ...(act === 'close' ? { auditor: '403 wrong-role' } : STRANGERS), ...theirs }).map(
      ([who, expected]) => ({ act, who: who as Who, expected }),
    ),
  );

  it.each(rows)('$act by $who: $expected', async ({ act, who, expected }) => {
    const task = await stored();
    expect(codeOf(await bench.act(task, act, TOKENS[who], BODIES[act]))).toBe(expected);
    if (!expected.startsWith('200')) expect((await bench.stateOf(task)).state).toBe('awaiting-person');
  });

  it.each<[Who, string]>([
    ['kela', '200 undefined'],
    ['deputy', '200 undefined'],
    ['sysadmin', '403 wrong-role'],
    ['auditor', '403 wrong-role'],
    ['other', '404 not-found'],
    ['countyDeputy', '404 not-found'],
  ])('content is read by %s: %s', async (who, expected) => {
    const task = await stored();
    const answer = await bench.read(task, TOKENS[who], '/content');
    expect(codeOf(answer)).toBe(expected);
    expect(answer.text.includes(PERSON.text)).toBe(expected.startsWith('200'));
  });

  it('a task is shown to its recorder, its deputies, auditors and administrators, and to nobody else', async () => {
    const task = await stored();
    const seen = await Promise.all(
      Object.values(TOKENS).map(async (token) => (await bench.read(task, token)).status),
    );
    expect(Object.fromEntries(Object.keys(TOKENS).map((who, place) => [who, seen[place]]))).toEqual({
      kela: 200,
      chair: 404,
      other: 404,
      deputy: 200,
      countyDeputy: 404,
      sysadmin: 200,
      secondSysadmin: 200,
      auditor: 200,
    });
  });

  it('a deputy’s organisation is its business id, else its name, however that is spelled', async () => {
    const task = await stored(lifecareTask());
    expect((await bench.read(task, TOKENS.countyDeputy)).status).toBe(200);
    expect((await bench.read(task, TOKENS.deputy)).status).toBe(404);
  });

  it('a recorder without an address is served by the deputies', async () => {
    const task = await stored(kelaTask({ recorder: 'silent' }));
    const deputy = tokenOf({ roles: ['deputy'], subject: 'd', organisation: 'Muu Oy' });
    expect((await bench.act(task, 'acknowledgement', deputy, RECORDED)).body).toMatchObject({
      evidence: { by: 'deputy' },
    });
  });

  it('a claim counts only with its role, and a token that names nobody acts on nothing', async () => {
    const task = await stored();
    const auditor = tokenOf({ roles: ['deputy'], participant: KELA });
    expect(codeOf(await bench.act(task, 'acknowledgement', auditor, RECORDED))).toBe('404 not-found');
    const nobody = tokenOf({ roles: ['sysadmin'], subject: '' });
    expect(codeOf(await bench.act(task, 'close', nobody, BODIES['close']))).toBe('403 wrong-role');
  });
});

describe('an act names the task that was seen', () => {
  it('is refused without If-Match, and with one that matches anything', async () => {
    const task = await stored();
    for (const seen of ['*', '', '"a", *']) {
      expect(codeOf(await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED, seen))).toBe(
        '428 if-match-missing',
      );
    }
  });

  it('is refused when the task has changed, or the tag is weak or none', async () => {
    const task = await stored();
    const tag = await bench.tagOf(task);
    for (const seen of ['"other"', `W/${tag}`, tag.slice(1, -1)]) {
      expect(codeOf(await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED, seen))).toBe(
        '412 task-changed',
      );
    }
    expect((await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED, `"x", ${tag}`)).status).toBe(200);
  });

  it('gives the tag of the task as it is after it', async () => {
    const task = await stored();
    const answer = await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED);
    expect(answer.headers['etag']).toBe(await bench.tagOf(task));
    expect(codeOf(await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED))).toBe('409 task-final');
  });

  it('lets one of two act who saw the same, and tells the other', async () => {
    const task = await stored();
    const seen = await bench.tagOf(task);
    const answers = await Promise.all([
      bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED, seen),
      bench.act(task, 'acknowledgement', TOKENS.deputy, RECORDED, seen),
      bench.act(task, 'hand-over', TOKENS.sysadmin, { to: OTHER }, seen),
    ]);
    expect(answers.map(codeOf).sort().slice(1)).toEqual(['412 task-changed', '412 task-changed']);
    const acts = await bench.query('select id from task_act where task = $1', [task.id]);
    expect(acts).toHaveLength(1);
  });

  it('is not made stale by reading the text', async () => {
    const task = await stored();
    const seen = await bench.tagOf(task);
    await bench.read(task, TOKENS.kela, '/content');
    expect((await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED, seen)).status).toBe(200);
  });
});

describe('the body of an act', () => {
  it.each<[string, object, string]>([
    ['acknowledgement', {}, '/outcome'],
    ['acknowledgement', { outcome: 'done' }, '/outcome'],
    ['acknowledgement', { outcome: 'recorded', reference: 'a\nb' }, '/reference'],
    ['acknowledgement', { outcome: 'recorded', reference: ' ' }, '/reference'],
    ['acknowledgement', { outcome: 'recorded', note: 'x'.repeat(2001) }, '/note'],
    ['acknowledgement', { outcome: 'recorded', by: 'kela' }, '/by'],
    ['hand-over', { to: 'nobody' }, '/to'],
    ['hand-over', { to: 'silent' }, '/to'],
    ['retry', { force: true }, '/force'],
    ['retry', [], ''],
  ])('of %s %j is refused, and says where', async (act, body, path) => {
    const task = await stored();
    const { status, body: problem } = await bench.act(task, act, TOKENS.kela, body);
    expect({ status, code: problem['code'] }).toEqual({ status: 422, code: 'invalid' });
    expect(problem['errors']).toContainEqual(expect.objectContaining({ path }));
  });

  it('of a closing has its reason', async () => {
    const task = await stored();
    expect(codeOf(await bench.act(task, 'close', TOKENS.sysadmin))).toBe('422 invalid');
  });
});

describe('an acknowledgement', () => {
  it('attests, with who, when and what, and what was said is stored encrypted', async () => {
    const task = await stored();
    const note = 'Kirjasin lyhyemmin.';
    const answer = await bench.act(task, 'acknowledgement', TOKENS.kela, {
      outcome: 'recorded-changed',
      reference: 'KELA-77',
      note,
    });
    expect(answer.body).toMatchObject({
      id: task.id,
      state: 'attested',
      evidence: { level: 'attested', targetId: task.id, targetVersion: '1', by: 'kela' },
    });
    expect((await bench.stateOf(task)).evidence).toEqual(answer.body['evidence']);
    const [act] = await bench.query<{ id: string; kind: string; role: string }>(
      'select id, kind, role from task_act where task = $1',
      [task.id],
    );
    expect(act).toMatchObject({ kind: 'acknowledgement', role: 'recorder' });
    const entries = await bench.query<{ actor: string; facts: object }>(
      `select actor, facts from audit_entry where task = $1 and kind = 'task.attested'`,
      [task.id],
    );
    expect(entries).toEqual([
      {
        actor: expect.stringMatching(/^recorder:[0-9a-f]{32}$/),
        facts: expect.objectContaining({ act: { id: act?.id, role: 'recorder', by: 'kela' } }),
      },
    ]);
    for (const table of ['task', 'task_act', 'audit_entry']) {
      const rows = await bench.query<{ row: string }>(`select t::text as row from ${table} t`);
      const text = rows.map(({ row }) => row + decoded(row)).join('\n');
      for (const secret of [KELA, CHAIR, OTHER, note, 'KELA-77', 'Päätös kumottu', '0246246-0']) {
        expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
      }
    }
  });

  it('that it cannot be recorded needs attention, and the person may still record it', async () => {
    const task = await stored();
    expect(
      (await bench.act(task, 'acknowledgement', TOKENS.kela, { outcome: 'cannot-record' })).body,
    ).toMatchObject({
      state: 'needs-attention',
      reason: 'person-cannot-record',
    });
    expect((await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED)).body).toMatchObject({
      state: 'attested',
    });
  });

  it('decides about an adapter’s write that nobody could be sure of, and keeps the series by hand', async () => {
    const task = await stored(
      lifecareTask({ state: 'needs-attention', reason: 'outcome-unknown', sent: true, attempts: 1 }),
    );
    const { body } = await bench.read(task, TOKENS.chair, '/content');
    expect(body['text']).toMatch(/^TARKISTA ENSIN JÄRJESTELMÄSTÄ\n/u);
    expect((await bench.act(task, 'acknowledgement', TOKENS.chair, RECORDED)).body).toMatchObject({
      state: 'attested',
      channel: 'manual',
      evidence: { by: 'chair' },
    });
  });

  it('frees what waited for the record, in the same transaction', async () => {
    const consent = lifecareTask({ record: 'consent', channel: 'manual', state: 'awaiting-person' });
    const after = lifecareTask({ state: 'waiting', after: ['lifecare/consent'], generation: 0 });
    await bench.store(consent, after);
    await bench.act(consent, 'acknowledgement', TOKENS.chair, RECORDED);
    expect(await bench.stateOf(after)).toMatchObject({ state: 'queued', generation: 1 });
  });

  it('leaves nothing when its audit entry cannot be written', async () => {
    const task = await stored();
    await withoutAudit('task.attested', async () => {
      expect((await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED)).status).toBe(500);
    });
    expect((await bench.stateOf(task)).state).toBe('awaiting-person');
    expect(await bench.query('select id from task_act where task = $1', [task.id])).toEqual([]);
  });
});

/** bytea shows as \\x…: its bytes as text, so that an unencrypted value would be seen. */
const decoded = (row: string): string =>
  Array.from(row.matchAll(/\\x([0-9a-f]+)/gu), ([, hex]) =>
    Buffer.from(hex ?? '', 'hex').toString('utf8'),
  ).join(' ');

/** While the work runs, PostgreSQL refuses audit entries of this kind. */
async function withoutAudit(kind: string, work: () => Promise<void>): Promise<void> {
  await bench.query(`alter table audit_entry add constraint no_such check (kind <> '${kind}') not valid`);
  try {
    await work();
  } finally {
    await bench.query('alter table audit_entry drop constraint no_such');
  }
}

describe('taking an acknowledgement back', () => {
  it('is for the same person, and opens the task again', async () => {
    const task = await stored();
    await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED);
    expect(codeOf(await bench.act(task, 'acknowledgement/undo', TOKENS.deputy))).toBe(
      '403 not-the-same-person',
    );
    const { body } = await bench.act(task, 'acknowledgement/undo', TOKENS.kela);
    expect(body['state']).toBe('awaiting-person');
    expect(body).not.toHaveProperty('evidence');
    expect(codeOf(await bench.act(task, 'acknowledgement/undo', TOKENS.kela))).toBe('409 not-acknowledged');
    const kinds = await bench.query<{ kind: string }>(
      `select kind from audit_entry where task = $1 and kind like 'task.a%' order by id`,
      [task.id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['task.attested', 'task.acknowledgement-undone']);
  });

  it.each([
    ['9 minutes 59 seconds', '200 awaiting-person'],
    ['10 minutes 1 second', '409 task-final'],
  ])('%s after it: %s', async (age, expected) => {
    const task = await stored();
    await bench.act(task, 'acknowledgement', TOKENS.kela, RECORDED);
    await bench.query('update task set acknowledged_at = now() - $2::interval where id = $1', [task.id, age]);
    expect(codeOf(await bench.act(task, 'acknowledgement/undo', TOKENS.kela))).toBe(expected);
  });

  it('works for “cannot record” too, but not once the task was handed on', async () => {
    const task = await stored();
    const cannot = { outcome: 'cannot-record' };
    await bench.act(task, 'acknowledgement', TOKENS.kela, cannot);
    expect(codeOf(await bench.act(task, 'acknowledgement/undo', TOKENS.kela))).toBe('200 awaiting-person');
    await bench.act(task, 'acknowledgement', TOKENS.kela, cannot);
    expect(codeOf(await bench.act(task, 'hand-over', TOKENS.kela, { to: OTHER }))).toBe(
      '200 awaiting-person',
    );
    expect(codeOf(await bench.act(task, 'acknowledgement/undo', TOKENS.kela))).toBe('409 not-acknowledged');
  });
});

describe('handing over', () => {
  it('lets the new person read and acknowledge, and nobody else but those who could before', async () => {
    const task = await stored();
    await bench.act(task, 'hand-over', TOKENS.kela, { to: OTHER.toUpperCase() });
    expect((await bench.read(task, TOKENS.other, '/content')).status).toBe(200);
    expect((await bench.read(task, TOKENS.kela, '/content')).status).toBe(200);
    expect((await bench.read(task, TOKENS.chair, '/content')).status).toBe(404);
    expect((await bench.act(task, 'acknowledgement', TOKENS.other, RECORDED)).body).toMatchObject({
      evidence: { by: 'handed-to' },
    });
  });

  it('is to a participant by id too, whom the evidence then names; and back to the recorder', async () => {
    const task = await stored();
    await bench.act(task, 'hand-over', TOKENS.deputy, { to: 'chair' });
    expect((await bench.read(task, TOKENS.chair)).status).toBe(200);
    await bench.act(task, 'hand-over', TOKENS.chair, { to: KELA });
    expect((await bench.read(task, TOKENS.chair)).status).toBe(404);
    await bench.act(task, 'hand-over', TOKENS.kela, { to: 'chair' });
    expect((await bench.act(task, 'acknowledgement', TOKENS.chair, RECORDED)).body).toMatchObject({
      evidence: { by: 'chair' },
    });
  });

  it('is nothing that an administrator can do to themselves, to see a text', async () => {
    const task = await stored();
    const both = tokenOf({ roles: ['sysadmin', 'participant'], subject: 's', participant: OTHER });
    expect(codeOf(await bench.act(task, 'hand-over', both, { to: OTHER }))).toBe('409 not-to-yourself');
  });
});

describe('moving between adapter and person', () => {
  it('takes a queued task over, so that no job is wanted any more, and gives it back', async () => {
    const task = await stored(lifecareTask());
    expect((await bench.act(task, 'take-over', TOKENS.sysadmin)).body).toMatchObject({
      state: 'awaiting-person',
      channel: 'manual',
    });
    expect(await bench.query('select task from outbox where task = $1', [task.id])).toEqual([]);
    expect((await bench.act(task, 'give-back', TOKENS.chair)).body).toMatchObject({
      state: 'queued',
      channel: 'automatic',
    });
    expect(await bench.query('select task from outbox where task = $1', [task.id])).toHaveLength(1);
  });

  it('is given back by an administrator only while nobody has had the text', async () => {
    const task = await stored(lifecareTask());
    await bench.act(task, 'take-over', TOKENS.chair);
    await bench.read(task, TOKENS.chair, '/content');
    expect(codeOf(await bench.act(task, 'give-back', TOKENS.sysadmin))).toBe('409 may-be-recorded');
    expect(codeOf(await bench.act(task, 'give-back', TOKENS.countyDeputy))).toBe('200 queued');
  });

  it('is not given back where the recorder has no right', async () => {
    const task = await stored(
      lifecareTask({ system: 'typ', endpoint: 'typ-sote', channel: 'manual', state: 'awaiting-person' }),
    );
    expect(codeOf(await bench.act(task, 'give-back', TOKENS.chair))).toBe('409 no-right');
  });

  it('retries at once what was refused, and looks up what may be there', async () => {
    const refused = lifecareTask({ state: 'needs-attention', reason: 'rejected-by-system', attempts: 1 });
    const unclear = lifecareTask({
      record: 'plan',
      state: 'needs-attention',
      reason: 'outcome-unknown',
      sent: true,
    });
    await bench.store(refused, unclear);
    expect(codeOf(await bench.act(refused, 'retry', TOKENS.sysadmin, { reason: 'Vika korjattu.' }))).toBe(
      '200 queued',
    );
    expect(codeOf(await bench.act(unclear, 'retry', TOKENS.chair))).toBe('200 unknown');
    const wanted = await bench.query('select task from outbox where task = any($1)', [
      [refused.id, unclear.id],
    ]);
    expect(wanted).toHaveLength(2);
  });
});

describe('closing unrecorded', () => {
  const close = (task: TrackedTask, who: Who): Promise<Answer> =>
    bench.act(task, 'close', TOKENS[who], BODIES['close']);

  it('takes two administrators', async () => {
    const task = await stored();
    expect(codeOf(await close(task, 'sysadmin'))).toBe('200 awaiting-person');
    expect((await bench.read(task, TOKENS.auditor)).body).toHaveProperty('closingWishedAt');
    expect(codeOf(await close(task, 'sysadmin'))).toBe('409 second-person-needed');
    expect((await close(task, 'secondSysadmin')).body).toMatchObject({
      state: 'cancelled',
      reason: 'closed-unrecorded',
    });
    expect(codeOf(await close(task, 'sysadmin'))).toBe('409 task-final');
  });

  it('begins anew when anything happened to the task in between', async () => {
    const task = await stored();
    await close(task, 'sysadmin');
    await bench.act(task, 'hand-over', TOKENS.kela, { to: OTHER });
    expect(codeOf(await close(task, 'secondSysadmin'))).toBe('200 awaiting-person');
    expect(codeOf(await close(task, 'sysadmin'))).toBe('200 cancelled');
  });

  it('begins anew when the adapter went on in between', async () => {
    const task = await stored(lifecareTask());
    await close(task, 'sysadmin');
    await bench.test.ledger.withDecision({ taskId: task.id }, (decision) =>
      decision.save({
        actor: 'lifecare-1',
        transitions: [{ task: { ...decision.tasks[0]!, state: 'retrying' }, event: 'attempt.ended' }],
      }),
    );
    expect(codeOf(await close(task, 'secondSysadmin'))).toBe('200 retrying');
  });

  it('keeps the job of a task that is only wished to be closed', async () => {
    const task = await stored(lifecareTask());
    await close(task, 'sysadmin');
    expect(await bench.query('select task from outbox where task = $1', [task.id])).toHaveLength(1);
  });
});
