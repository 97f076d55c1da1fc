import { PROBLEM_TEXTS, QUEUES_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import type { TaskId } from '#domain';
import type { TaskCourse } from '#ledger';
import { getPage, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { Problem } from '../../http/problem.js';
import type { TaskWithAttempts } from '../../reading/ledger-reader.js';
import { taskView } from '../../reading/task-view.js';
import { aTask } from '#domain/testing';
import type { OperationsReader } from './operations-reader.js';

const ID = '019a8f00-0000-7000-8000-000000000001';
const TAG = '"seen-1"';
const sysadmin = signedIn({ roles: ['sysadmin'], language: 'fi' });
const auditor = signedIn({ roles: ['auditor'], language: 'fi' });

const TASK: TaskWithAttempts = {
  ...taskView(
    aTask({
      id: ID as TaskId,
      state: 'needs-attention',
      reason: 'retries-exhausted',
      attempts: 2,
      dueAt: new Date('2026-11-16T21:59:59.999Z'),
      contentDigest: 'never shown',
    }),
  ),
  attemptLog: [],
};
const COURSE: TaskCourse = {
  plannedAt: new Date('2026-11-17T10:00:00.000Z'),
  attempts: [
    {
      number: 1,
      kind: 'write',
      worker: 'lifecare/host/1',
      begunAt: new Date('2026-11-17T10:02:00.000Z'),
      endedAt: new Date('2026-11-17T10:02:00.400Z'),
      outcome: 'not-now',
      code: 'fhir-503',
    },
    {
      number: 2,
      kind: 'look-up',
      worker: 'lifecare/<b>/2',
      begunAt: new Date('2026-11-17T10:12:00.000Z'),
      endedAt: new Date('2026-11-17T10:12:03.000Z'),
      outcome: 'found',
      code: 'fhir-200',
    },
  ],
  events: [
    { kind: 'task.planned', at: new Date('2026-11-17T10:00:00.000Z') },
    { kind: 'task.needs-attention', at: new Date('2026-11-17T10:12:03.000Z') },
  ],
};

let course: TaskCourse | undefined;
const findTasks = jest.fn<
  ReturnType<OperationsReader['findTasks']>,
  Parameters<OperationsReader['findTasks']>
>();
let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({
    operations: { endpoints: async () => [], findTasks, taskCourse: async () => course },
  });
});
afterAll(() => gateway.app.close());
beforeEach(() => {
  course = COURSE;
  findTasks.mockReset();
  findTasks.mockResolvedValue({ tasks: [], isMore: false });
  gateway.acts.act.mockReset();
  gateway.acts.act.mockResolvedValue({ task: TASK, entityTag: '"seen-2"' });
  gateway.ledger.findTask.mockResolvedValue({ task: TASK, entityTag: TAG });
});

const show = (headers: Readonly<Record<string, string>> = sysadmin, query = '') =>
  getPage(gateway.app, `/console/tasks/${ID}${query}`, headers);
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&quot;', '"');

describe('the page of a task', () => {
  it('has what it is, why it stands still, and that nothing of its text is shown', async () => {
    const { status, text } = await show();
    expect(status).toBe(200);
    expect(text).toContain('<h1>Kirjaustehtävä: Suositus, Lifecare</h1>');
    const words = textOf(text);
    for (const said of [
      'Vaatii selvitystä (Yritykset loppuivat)',
      'Myöhässä',
      'Lifecare (lifecare-varha)',
      'kaarina D-1, versio 1',
      QUEUES_TEXTS.fi.task.noText,
    ]) {
      expect(words).toContain(said);
    }
    expect(text).toContain('href="/console/decisions/kaarina/D-1"');
    expect(text).not.toContain('never shown');
  });

  it('has every attempt, newest first, in words and with its code', async () => {
    const { text } = await show();
    const table = /<caption>Kaikki yritykset, uusin ensin<\/caption>.*?<\/table>/s.exec(text)?.[0] ?? '';
    const rows = [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].slice(1).map(([, row = '']) => textOf(row).trim());
    expect(rows).toEqual([
      '2 Haku kohteesta 17.11.2026 klo 12.12 3 s Löytyi kohteesta fhir-200 lifecare/&lt;b>/2',
      '1 Kirjoitus 17.11.2026 klo 12.02 400 ms Ei onnistunut nyt fhir-503 lifecare/host/1',
    ]);
    expect(text).not.toContain('<b>/2');
  });

  it('shows where the time went, in a picture with its figures in words and in a table', async () => {
    const { text } = await show();
    // From the planning to now (12.31): all but the two attempts was waiting.
    expect(text).toContain('<figcaption>Odotettu yhteensä 30 min, kirjattu ja tarkistettu 3 s.</figcaption>');
    const svg = /<svg viewBox="0 0 320 \d+".*?<\/svg>/s.exec(text)?.[0] ?? '';
    expect(svg).toMatch(/<title id="waterfall-title">Ajan kulku: /);
    expect(svg.match(/class="waterfall__wait"/g)).toHaveLength(3);
    expect(svg.match(/class="waterfall__work"/g)).toHaveLength(2);
    expect(text).toMatch(/<details><summary>Näytä taulukkona<\/summary><table/);
  });

  it('says so when nothing was tried yet', async () => {
    course = { ...COURSE, attempts: [], events: [] };
    expect((await show()).text).toContain(QUEUES_TEXTS.fi.task.noAttempts);
  });

  it.each(TEXT_LANGUAGES)('is there in %s', async (language) => {
    const { text } = await show(signedIn({ roles: ['sysadmin'], language }));
    const { task } = QUEUES_TEXTS[language];
    for (const said of [task.timeline, task.waterfall, task.retry, task.takeOver, task.close]) {
      expect(text).toContain(said);
    }
  });

  it('lets auditors look, and do nothing', async () => {
    const { status, text } = await show(auditor);
    expect(status).toBe(200);
    expect(text).not.toContain('/retry"');
    expect(text).toContain(QUEUES_TEXTS.fi.task.timeline);
    const tried = await postForm(
      gateway.app,
      `/console/tasks/${ID}/retry`,
      { reason: 'x', seen: TAG },
      auditor,
    );
    expect(tried.status).toBe(403);
    for (const role of ['participant', 'deputy', 'developer', 'team-app'] as const) {
      expect((await show(signedIn({ roles: [role] }))).status).toBe(403);
    }
    expect(gateway.acts.act).not.toHaveBeenCalled();
  });

  it('does not exist for an id that is none, and for a task that there is not', async () => {
    expect((await getPage(gateway.app, '/console/tasks/x', sysadmin)).status).toBe(404);
    gateway.ledger.findTask.mockResolvedValue(undefined);
    expect((await show()).status).toBe(404);
  });

  it('offers nothing for a task that ended', async () => {
    const ended = { ...TASK, state: 'superseded', reason: 'newer-version' } as const;
    gateway.ledger.findTask.mockResolvedValue({ task: ended, entityTag: TAG });
    const { text } = await show();
    expect(text).toContain(QUEUES_TEXTS.fi.task.ended);
    expect(text).not.toContain('/close"');
  });

  it('says that one administrator wants it closed, and asks the second to confirm', async () => {
    const wished = { ...TASK, closingWishedAt: '2026-11-17T10:20:00.000Z' };
    gateway.ledger.findTask.mockResolvedValue({ task: wished, entityTag: TAG });
    const { text } = await show();
    expect(text).toContain(QUEUES_TEXTS.fi.task.closingWished('17.11.2026 klo 12.20'));
    expect(text).toContain(QUEUES_TEXTS.fi.task.confirmClosing);
  });
});

describe('an act on a task', () => {
  const act = (verb: string, fields: Record<string, string> = { reason: 'Tunnus uusittu', seen: TAG }) =>
    postForm(gateway.app, `/console/tasks/${ID}/${verb}`, fields, sysadmin);

  it.each([
    ['retry', 'retry', 'retried'],
    ['take-over', 'take-over', 'taken-over'],
    ['close', 'close', 'closed'],
  ] as const)('%s names the state that was seen, and its reason', async (verb, kind, done) => {
    const { status, headers } = await act(verb);
    expect([status, headers['location']]).toEqual([303, `/console/tasks/${ID}?done=${done}`]);
    expect(gateway.acts.act).toHaveBeenCalledWith(
      ID,
      { kind, reason: 'Tunnus uusittu' },
      expect.objectContaining({ roles: new Set(['sysadmin']) }),
      [TAG],
    );
    const { text } = await show(sysadmin, `?done=${done}`);
    expect(text).toContain(`class="status">${QUEUES_TEXTS.fi.done[done]}</div>`);
  });

  it.each(['retry', 'take-over', 'close'])(
    '%s without a reason is refused beside its field',
    async (verb) => {
      const { status, text } = await act(verb, { reason: ' ', seen: TAG });
      expect(status).toBe(422);
      expect(text).toContain(`<a href="#reason-${verb}">`);
      expect(gateway.acts.act).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['task-changed', 412],
    ['task-in-flight', 409],
    ['second-person-needed', 409],
  ] as const)('that is refused (%s) says so above the task as it is now', async (code, expected) => {
    gateway.acts.act.mockRejectedValue(new Problem(code));
    gateway.ledger.findTask.mockResolvedValue({ task: TASK, entityTag: '"newer"' });
    const { status, text } = await act('close');
    expect(status).toBe(expected);
    expect(text).toContain(QUEUES_TEXTS.fi.notDone);
    expect(text).toContain(PROBLEM_TEXTS.fi[code].title);
    // What was typed is kept, and the fresh state is what the next try names.
    expect(text).toContain('value="Tunnus uusittu"');
    expect(text).toContain('name="seen" value="&quot;newer&quot;"');
  });

  it('does not go by what nobody has seen', async () => {
    expect((await act('retry', { reason: 'x' })).status).toBe(428);
    expect((await act('retry', { reason: 'x', seen: '*' })).status).toBe(428);
    expect(gateway.acts.act).not.toHaveBeenCalled();
  });
});

describe('the list of a filter’s tasks', () => {
  const list = (query: string) => getPage(gateway.app, `/console/tasks${query}`, sysadmin);

  it('says the filter in words, shows the tasks, and leads to a repair by the same filter', async () => {
    findTasks.mockResolvedValue({ tasks: [TASK], isMore: true });
    const query = '?endpoint=lifecare-varha&state=retrying&state=unknown&code=fhir-503';
    const { status, text } = await list(query);
    expect(status).toBe(200);
    expect(findTasks).toHaveBeenCalledWith({
      states: ['retrying', 'unknown'],
      systems: [],
      endpoints: ['lifecare-varha'],
      teams: [],
      reasons: [],
      code: 'fhir-503',
    });
    const words = textOf(text);
    expect(words).toContain('Tila: Yritetään uudelleen tai Tulos epäselvä, tarkistetaan kohteesta');
    expect(words).toContain('Viimeisen yrityksen koodi: fhir-503');
    expect(text).toContain('<h1>Tehtävät (yli 1)</h1>');
    expect(text).toContain(`href="/console/tasks/${ID}"`);
    expect(text).toContain(
      'href="/console/repairs/new?endpoint=lifecare-varha&amp;state=retrying&amp;state=unknown&amp;code=fhir-503"',
    );
  });

  it('says so when there are none', async () => {
    expect((await list('?code=fhir-503')).text).toContain(QUEUES_TEXTS.fi.tasks.none);
  });

  it.each(['', '?code=', '?state=recorded', '?from=yesterday', '?code=010594Y9032'])(
    'does not look for %j',
    async (query) => {
      const { status, headers } = await list(query);
      expect([status, headers['location']]).toEqual([303, '/console/repairs/new']);
      expect(findTasks).not.toHaveBeenCalled();
    },
  );
});
