import { PROBLEM_TEXTS, REPAIRS_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import type { TaskId } from '#domain';
import { ACCESS_ROLES } from '#security';
import { getPage, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { Problem } from '../../http/problem.js';
import { taskView } from '../../reading/task-view.js';
import type { RepairDesk, RepairPage } from '../../repairs/repair-desk.js';
import { aTask } from '#domain/testing';
import type { FoundTasks } from '../queues/operations-reader.js';

const ID = '019a8f00-0000-7000-8000-00000000000a';
const TASK_ID = '019a8f00-0000-7000-8000-000000000001';
const sysadmin = signedIn({ roles: ['sysadmin'], language: 'fi' });
const fi = REPAIRS_TEXTS.fi;

const PLAN: RepairPage = {
  id: ID,
  state: 'planned',
  filter: { endpoints: ['typ-sote'], states: ['needs-attention'], from: '2026-11-16T22:00:00.000Z' },
  reason: 'Tunnus oli <b>vanhentunut</b>',
  tasks: 37,
  ratePerSecond: 2,
  needsSecondPerson: false,
  createdAt: '2026-11-17T10:00:00.000Z',
  verdicts: { 'would-write': 30, 'would-ask-first': 5, 'consent-ended': 2 },
  results: { pending: 35, 'left-out': 2 },
  retriedStates: {},
  items: [{ taskId: TASK_ID, verdict: 'would-ask-first', state: 'needs-attention' }],
  next: 99,
};

let plan: RepairPage | undefined;
let found: FoundTasks;
const desk = {
  failures: jest.fn<ReturnType<RepairDesk['failures']>, []>(),
  plan: jest.fn<ReturnType<RepairDesk['plan']>, Parameters<RepairDesk['plan']>>(),
  list: jest.fn<ReturnType<RepairDesk['list']>, []>(),
  read: jest.fn<ReturnType<RepairDesk['read']>, Parameters<RepairDesk['read']>>(),
  act: jest.fn<ReturnType<RepairDesk['act']>, Parameters<RepairDesk['act']>>(),
};
const findTasks = jest.fn(async () => found);

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({
    repairs: desk,
    operations: { endpoints: async () => [], findTasks, taskCourse: async () => undefined },
  });
});
afterAll(() => gateway.app.close());
beforeEach(() => {
  plan = PLAN;
  found = { tasks: [taskView(aTask({ id: TASK_ID as TaskId }))], isMore: false };
  for (const mock of Object.values(desk)) mock.mockReset();
  findTasks.mockClear();
  desk.list.mockResolvedValue([PLAN]);
  desk.read.mockImplementation(async () => plan);
  desk.plan.mockResolvedValue(PLAN);
  desk.act.mockResolvedValue(PLAN);
});

const get = (path: string, headers: Readonly<Record<string, string>> = sysadmin) =>
  getPage(gateway.app, `/console/repairs${path}`, headers);
const post = (path: string, fields: Record<string, string | readonly string[]>, headers = sysadmin) =>
  postForm(gateway.app, `/console/repairs${path}`, fields, headers);
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the list of plans', () => {
  it('has each with its filter in words, its reason and how far it is', async () => {
    const { status, text } = await get('');
    expect(status).toBe(200);
    const words = textOf(text);
    expect(words).toContain('Kohde: typ-sote');
    expect(words).toContain('Tila: Vaatii selvitystä');
    expect(words).toContain('Muuttunut alkaen: 17.11.2026 klo 0.00');
    expect(text).toContain('Tunnus oli &lt;b>vanhentunut&lt;/b>');
    expect(text).toContain(`href="/console/repairs/${ID}"`);
  });

  it.each(TEXT_LANGUAGES)('says in %s that there is none', async (language) => {
    desk.list.mockResolvedValue([]);
    const { text } = await get('', signedIn({ roles: ['sysadmin'], language }));
    expect(text).toContain(REPAIRS_TEXTS[language].none);
  });

  it('is for system administrators alone, as all of it', async () => {
    const others = signedIn({ roles: ACCESS_ROLES.filter((role) => role !== 'sysadmin') });
    for (const path of ['', '/new', `/${ID}`]) expect((await get(path, others)).status).toBe(403);
    for (const path of ['', `/${ID}/approve`, `/${ID}/run`, `/${ID}/stop`]) {
      expect((await post(path, { code: 'x', reason: 'y', rate: '2' }, others)).status).toBe(403);
    }
    expect(desk.plan).not.toHaveBeenCalled();
    expect(desk.act).not.toHaveBeenCalled();
  });
});

describe('a new plan', () => {
  const FILTER = { endpoint: 'typ-sote', state: ['retrying', 'unknown'] } as const;

  it('begins with which tasks', async () => {
    const { status, text } = await get('/new');
    expect(status).toBe(200);
    expect(text).toContain(fi.filterHelp);
    expect(text).not.toContain('id="errors"');
    expect(findTasks).not.toHaveBeenCalled();
  });

  it('refuses a filter that would take everything, in each of its forms', async () => {
    const asked = await get('/new?asked=1&system=&endpoint=&code=');
    expect(asked.status).toBe(422);
    expect(asked.text).toContain(fi.faults.empty);
    const posted = await post('', { reason: 'Kaikki', rate: '2', endpoint: '', state: ' ' });
    expect(posted.status).toBe(422);
    expect(posted.text).toContain(fi.faults.empty);
    expect(desk.plan).not.toHaveBeenCalled();
  });

  it.each([
    ['state=recorded', 'Tila'],
    ['system=unknown', 'Järjestelmä'],
    ['team=Kaarina!', 'Tiimi'],
    ['code=<b>', 'Viimeisen yrityksen koodi'],
    ['from=2026-02-31', 'Muuttunut alkaen'],
  ])('says which condition cannot be given: %s', async (query, name) => {
    const { status, text } = await get(`/new?${query}`);
    expect(status).toBe(422);
    expect(text).toContain(`${name}: ${fi.faults.filter}`);
    expect(text).not.toContain('<b>');
  });

  it('does not show an identity code again', async () => {
    const { status, text } = await get('/new?code=010594Y9032');
    expect(status).toBe(422);
    expect(text.replace(/<nav aria-label="Kieli".*?<\/nav>/s, '')).not.toContain('010594Y9032');
    expect(text).toContain(fi.faults['identity-code']);
  });

  it('then says what the filter finds, and carries the filter on', async () => {
    const { status, text } = await get('/new?endpoint=typ-sote&state=retrying&state=unknown&to=2026-11-18');
    expect(status).toBe(200);
    expect(findTasks).toHaveBeenCalledWith({
      states: ['retrying', 'unknown'],
      systems: [],
      endpoints: ['typ-sote'],
      teams: [],
      reasons: [],
      // The day begins at midnight in Helsinki.
      to: new Date('2026-11-17T22:00:00.000Z'),
    });
    expect(text).toContain(fi.found(1));
    for (const [name, value] of [
      ['endpoint', 'typ-sote'],
      ['state', 'retrying'],
      ['state', 'unknown'],
      ['to', '2026-11-18'],
    ] as const) {
      expect(text).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
    }
  });

  it('cannot be made of nothing', async () => {
    found = { tasks: [], isMore: false };
    const { text } = await get('/new?code=fhir-422');
    expect(text).toContain(fi.foundNone);
    expect(text).not.toContain('action="/console/repairs"');
  });

  it('lets the filter be changed', async () => {
    const { status, text } = await get('/new?code=fhir-422&change=1');
    expect(status).toBe(200);
    expect(text).toMatch(/<input id="filter-code"[^>]*value="fhir-422"/);
  });

  it('is frozen by the server’s own reading of the filter', async () => {
    const { status, headers } = await post('', { ...FILTER, reason: 'Tunnus uusittu', rate: '5' });
    expect([status, headers['location']]).toEqual([303, `/console/repairs/${ID}?done=planned`]);
    expect(desk.plan).toHaveBeenCalledWith(
      {
        filter: {
          states: ['retrying', 'unknown'],
          systems: [],
          endpoints: ['typ-sote'],
          teams: [],
          reasons: [],
        },
        reason: 'Tunnus uusittu',
        ratePerSecond: 5,
      },
      expect.anything(),
    );
  });

  it.each([
    [{ reason: ' ', rate: '2' }, 'plan-reason'],
    [{ reason: 'Tunnus 010594Y9032', rate: '2' }, 'plan-reason'],
    [{ reason: 'Tunnus', rate: '11' }, 'plan-rate'],
    [{ reason: 'Tunnus', rate: '0' }, 'plan-rate'],
    [{ reason: 'Tunnus', rate: 'paljon' }, 'plan-rate'],
  ])('asks for a reason and a rate: %j', async (said, field) => {
    const { status, text } = await post('', { ...FILTER, ...said });
    expect(status).toBe(422);
    expect(text).toContain(`<a href="#${field}">`);
    expect(text).not.toContain('010594Y9032');
    expect(text).toContain('name="endpoint" value="typ-sote"');
    expect(desk.plan).not.toHaveBeenCalled();
  });

  it('that is refused says why and keeps what was typed', async () => {
    desk.plan.mockRejectedValue(new Problem('repair-too-large'));
    const { status, text } = await post('', { ...FILTER, reason: 'Tunnus uusittu', rate: '2' });
    expect(status).toBe(422);
    expect(text).toContain(PROBLEM_TEXTS.fi['repair-too-large'].title);
    expect(text).toContain('value="Tunnus uusittu"');
  });
});

describe('a plan', () => {
  it('says what its dry run found, and that the system is asked first', async () => {
    const { status, text } = await get(`/${ID}`);
    expect(status).toBe(200);
    const words = textOf(text);
    expect(text).toContain('<h1>Uusinnan suunnitelma: 37 tehtävää</h1>');
    expect(words).toContain(`${fi.plan.dryRunSummary(35, 2)} ${fi.plan.looksFirst}`);
    expect(words).toContain(`${fi.verdicts['consent-ended']} 2`);
    expect(words).toContain('Käsitelty 2/37.');
    expect(text).toContain(`href="/console/tasks/${TASK_ID}"`);
    expect(text).toContain(`href="/console/repairs/${ID}?cursor=OTk"`);
    expect(text).toMatch(new RegExp(`<section id="progress" data-live[^>]* hx-get="/console/repairs/${ID}"`));
  });

  const acts = async (): Promise<string[]> => {
    const { text } = await get(`/${ID}`);
    return [...text.matchAll(new RegExp(`action="/console/repairs/${ID}/(\\w+)"`, 'g'))].map(
      ([, act = '']) => act,
    );
  };

  it.each([
    [{ state: 'planned' }, ['run']],
    [{ state: 'planned', needsSecondPerson: true }, ['approve']],
    [{ state: 'approved', needsSecondPerson: true, approvedAt: '2026-11-17T10:10:00.000Z' }, ['run']],
    [{ state: 'running' }, ['stop']],
    [{ state: 'stopped' }, ['run']],
    [{ state: 'done', results: { retried: 35, 'left-out': 2 } }, []],
    [{ state: 'planned', results: { 'left-out': 37 } }, []],
  ] as const)('of %j offers %j', async (differences, offered) => {
    plan = { ...PLAN, ...differences };
    expect(await acts()).toEqual(offered);
  });

  it('shows what became of what was tried again', async () => {
    plan = {
      ...PLAN,
      state: 'running',
      results: { pending: 10, retried: 24, skipped: 1, 'left-out': 2 },
      retriedStates: { confirmed: 20, queued: 4 },
      items: [
        { taskId: TASK_ID, verdict: 'would-write', state: 'queued', result: 'skipped', judged: 'changed' },
      ],
    };
    const words = textOf((await get(`/${ID}`)).text);
    expect(words).toContain('Käsitelty 27/37.');
    expect(words).toContain(`Kirjattu ja vahvistettu 20`);
    expect(words).toContain(`${fi.results.skipped}: ${fi.plan.changed}`);
  });

  it.each([
    ['approve', 'approved'],
    ['run', 'started'],
    ['stop', 'stopped'],
  ] as const)('%s is done and said', async (verb, done) => {
    const { status, headers } = await post(`/${ID}/${verb}`, {});
    expect([status, headers['location']]).toEqual([303, `/console/repairs/${ID}?done=${done}`]);
    expect(desk.act).toHaveBeenCalledWith(verb, ID, expect.anything());
    const { text } = await get(`/${ID}?done=${done}`);
    expect(text).toContain(`class="status">${fi.done[done]}</div>`);
  });

  it.each([
    ['approve', 'repair-same-person', 403],
    ['run', 'repair-not-approved', 409],
    ['stop', 'repair-state', 409],
  ] as const)('%s that is refused (%s) says why above the plan', async (verb, code, expected) => {
    desk.act.mockRejectedValue(new Problem(code));
    const { status, text } = await post(`/${ID}/${verb}`, {});
    expect(status).toBe(expected);
    expect(text).toContain(PROBLEM_TEXTS.fi[code].title);
    expect(text).toContain(fi.plan.dryRun);
  });

  it('does not exist for an id that is none, nor when there is none', async () => {
    expect((await get('/x')).status).toBe(404);
    expect((await post('/x/run', {})).status).toBe(404);
    plan = undefined;
    expect((await get(`/${ID}`)).status).toBe(404);
    expect(desk.act).not.toHaveBeenCalled();
  });
});
