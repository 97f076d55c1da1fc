import { QUEUES_TEXTS, FRAME_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import { ACCESS_ROLES } from '#security';
import { getPage, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { Problem } from '../../http/problem.js';
import type { FailuresView } from '../../repairs/repair-view.js';
import type { SystemActs } from '../../systems/system-acts.js';
import type { EndpointOverview, OperationsReader } from './operations-reader.js';

const sysadmin = signedIn({ roles: ['sysadmin'], language: 'fi' });
const QUIET_HOUR = Array.from({ length: 12 }, () => ({ succeeded: 0, failed: 0 }));

const LIFECARE: EndpointOverview = {
  endpoint: 'lifecare-varha',
  system: 'lifecare',
  installed: true,
  paused: false,
  breaker: 'closed',
  backlog: 14,
  oldestDueAgeMs: 4 * 60_000,
  counts: { queued: 12, recording: 2 },
  lastHour: [...QUIET_HOUR.slice(1), { succeeded: 210, failed: 1 }],
};
const PEGASOS: EndpointOverview = {
  ...LIFECARE,
  endpoint: 'pegasos-turku',
  system: 'pegasos',
  breaker: 'open',
  probeAt: '2026-11-17T10:40:00.000Z',
  oldestDueAgeMs: 41 * 60_000,
  counts: { queued: 38, retrying: 5 },
  lastHour: [...QUIET_HOUR.slice(1), { succeeded: 0, failed: 25 }],
};
const TYP: EndpointOverview = {
  endpoint: 'typ-sote',
  system: 'typ',
  installed: true,
  paused: true,
  pausedReason: 'Huolto <b>tänään</b>',
  pausedAt: '2026-11-17T08:00:00.000Z',
  breaker: 'closed',
  backlog: 3,
  counts: { 'needs-attention': 3 },
  lastHour: QUIET_HOUR,
};
const FAILURES: FailuresView = {
  examined: 40,
  items: [
    {
      system: 'typ',
      endpoint: 'typ-sote',
      reason: 'rejected-by-system',
      outcome: 'rejected',
      code: 'soap-fault',
      count: 37,
      firstSeen: '2026-11-16T08:00:00.000Z',
      lastSeen: '2026-11-17T09:00:00.000Z',
      sampleTaskIds: [],
    },
    {
      system: 'pegasos',
      endpoint: 'pegasos-turku',
      outcome: 'not-now',
      code: 'connection-refused',
      count: 3,
      firstSeen: '2026-11-17T09:00:00.000Z',
      lastSeen: '2026-11-17T10:00:00.000Z',
      sampleTaskIds: [],
    },
  ],
};

let endpoints: readonly EndpointOverview[];
let failures: FailuresView;
let redis: 'up' | 'degraded';
const act = jest.fn<ReturnType<SystemActs['act']>, Parameters<SystemActs['act']>>();
const operations: OperationsReader = {
  endpoints: async () => endpoints,
  findTasks: async () => ({ tasks: [], isMore: false }),
  taskCourse: async () => undefined,
};

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({
    operations,
    systemActs: { isKnown: (id) => id === 'lifecare-varha' || id === 'typ-sote', act },
    repairs: {
      failures: async () => failures,
      plan: async () => Promise.reject(new TypeError('not asked')),
      list: async () => [],
      read: async () => undefined,
      act: async () => Promise.reject(new TypeError('not asked')),
    },
    readiness: { check: async () => ({ ready: true, parts: { postgresql: 'up', redis } }) },
  });
});
afterAll(() => gateway.app.close());
beforeEach(() => {
  endpoints = [LIFECARE, PEGASOS, TYP];
  failures = FAILURES;
  redis = 'up';
  act.mockReset();
  act.mockResolvedValue(LIFECARE);
});

const page = (headers: Readonly<Record<string, string>> = sysadmin, path = '/console/queues') =>
  getPage(gateway.app, path, headers);

/** The cells of the row that holds the text, without their markup. */
function rowWith(html: string, text: string): string[] {
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) => row);
  const row = rows.find((one) => one.includes(text)) ?? '';
  return [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
    cell
      .replace(/<svg.*?<\/svg>|<form.*?<\/form>/gs, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('the page of queues', () => {
  it('has each endpoint in words and figures', async () => {
    const { status, text } = await page();
    expect(status).toBe(200);
    expect(rowWith(text, '(lifecare-varha)')).toEqual([
      'Lifecare (lifecare-varha)',
      'Toiminnassa',
      '12',
      '2',
      '0',
      '0',
      '4 min',
      '210 onnistui, 1 epäonnistui',
      'Pysäytä',
    ]);
    expect(rowWith(text, '(pegasos-turku)').slice(1, 8)).toEqual([
      'Yhteys katkaistu, koe klo 12.40',
      '38',
      '0',
      '5',
      '0',
      '41 min',
      '0 onnistui, 25 epäonnistui',
    ]);
  });

  it('has the problems on top, the worst first, and their number in the title', async () => {
    const { text } = await page();
    expect(text).toContain('<h1>Jonot ja kohdejärjestelmät: 4 ongelmaa</h1>');
    const list = /<ul class="problems">(.*?)<\/ul>/s.exec(text)?.[1] ?? '';
    const problems = [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, problem]) => problem);
    expect(problems).toEqual([
      'pegasos-turku: yhteys katkaistu, koe klo 12.40',
      'pegasos-turku: vanhin on odottanut 41 min',
      'typ-sote: pysäytetty 17.11.2026 klo 10.00 (Huolto &lt;b>tänään&lt;/b>)',
      'typ-sote: selvitettäviä tehtäviä 3',
    ]);
    expect(text).not.toContain('<b>tänään');
  });

  it('groups failures by cause, and leads to their tasks and to a repair by the same filter', async () => {
    const { text } = await page();
    expect(text).toContain('Tutkittu 40 viimeisintä epäonnistuvaa tehtävää.');
    expect(rowWith(text, 'soap-fault')).toEqual([
      'Järjestelmä hylkäsi kirjauksen: Kohde hylkäsi soap-fault',
      '37',
      '16.11.2026 klo 10.00 – 17.11.2026 klo 11.00',
      'typ-sote',
      'Näytä tehtävät Suunnittele uusinta',
    ]);
    const filter =
      'endpoint=typ-sote&amp;state=needs-attention&amp;cause=rejected-by-system&amp;outcome=rejected&amp;code=soap-fault';
    expect(text).toContain(`href="/console/tasks?${filter}"`);
    expect(text).toContain(`href="/console/repairs/new?${filter}"`);
    expect(text).toContain(
      'href="/console/tasks?endpoint=pegasos-turku&amp;state=retrying&amp;state=unknown&amp;outcome=not-now&amp;code=connection-refused"',
    );
  });

  it.each(TEXT_LANGUAGES)('says in %s that all is well, when it is', async (language) => {
    endpoints = [{ ...LIFECARE, counts: {}, lastHour: QUIET_HOUR }];
    failures = { examined: 0, items: [] };
    const { text } = await page(signedIn({ roles: ['sysadmin'], language }));
    const texts = QUEUES_TEXTS[language];
    for (const said of [texts.noProblems, texts.allEmpty, texts.failures.none]) expect(text).toContain(said);
    expect(text).toContain(`<h1>${texts.title}</h1>`);
  });

  it.each(TEXT_LANGUAGES)('shows the ledger’s figures in %s while Redis is away', async (language) => {
    redis = 'degraded';
    const { status, text } = await page(signedIn({ roles: ['sysadmin'], language }));
    expect(status).toBe(200);
    expect(text).toContain(FRAME_TEXTS[language].queuesUnavailable);
    expect(text).toContain('(lifecare-varha)');
    redis = 'up';
    expect((await page()).text).not.toContain(FRAME_TEXTS.fi.queuesUnavailable);
  });

  it('has a part that is taken anew, and a way to stop that', async () => {
    const { text } = await page();
    expect(text).toMatch(/<section id="queues" data-live(?:="[^"]*")? hx-get="\/console\/queues"/);
    expect(text).toContain('id="refresh-toggle"');
  });

  it('says that nothing is configured', async () => {
    endpoints = [];
    expect((await page()).text).toContain(QUEUES_TEXTS.fi.noEndpoints);
  });

  it('is for system administrators alone', async () => {
    const others = ACCESS_ROLES.filter((role) => role !== 'sysadmin');
    expect((await page(signedIn({ roles: others }))).status).toBe(403);
    expect((await page({})).status).toBe(303);
  });
});

describe('stopping an endpoint', () => {
  const pause = (fields: Record<string, string>, path = 'lifecare-varha/pause') =>
    postForm(gateway.app, `/console/queues/${path}`, fields, sysadmin);

  it.each([
    ['pause', 'paused'],
    ['resume', 'resumed'],
  ] as const)('%s is done with its reason, and said once', async (verb, done) => {
    const { status, headers } = await pause({ reason: ' Huolto ' }, `lifecare-varha/${verb}`);
    expect([status, headers['location']]).toEqual([303, `/console/queues?done=${done}`]);
    expect(act).toHaveBeenCalledWith(verb, 'lifecare-varha', 'Huolto', expect.anything());
    const { text } = await page(sysadmin, `/console/queues?done=${done}`);
    expect(text).toContain(`class="status">${QUEUES_TEXTS.fi.done[done]}</div>`);
  });

  it.each(['', '   ', 'a\nb', 'x'.repeat(501)])('asks for a reason: %j is none', async (reason) => {
    const { status, text } = await pause({ reason });
    expect(status).toBe(422);
    expect(act).not.toHaveBeenCalled();
    expect(text).toContain('<a href="#reason-lifecare-varha">');
    expect(text).toMatch(/<details class="reason-act" open/);
    expect(text).toContain('id="reason-lifecare-varha-error"');
  });

  it('keeps what was typed, but no identity code', async () => {
    const kept = await pause({ reason: `Huolto "kesken"\n` + 'x' });
    expect(kept.text).toContain('value="Huolto &quot;kesken');
    const refused = await pause({ reason: 'Asiakkaan 010594Y9032 vuoksi' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(QUEUES_TEXTS.fi.reasonFaults['identity-code']);
    expect(refused.text + gateway.logLines.join('')).not.toContain('010594Y9032');
    expect(act).not.toHaveBeenCalled();
  });

  it('says why it was not done, and what is true', async () => {
    act.mockRejectedValue(new Problem('not-now', { retryAfterSeconds: 5 }));
    const { status, text } = await pause({ reason: 'Huolto' });
    expect(status).toBe(503);
    expect(text).toContain(QUEUES_TEXTS.fi.notDone);
    expect(text).toContain('value="Huolto"');
  });

  it('knows no other endpoint, nobody else, and no form of another page', async () => {
    expect((await pause({ reason: 'Huolto' }, 'kela/pause')).status).toBe(404);
    const auditor = signedIn({ roles: ['auditor'] });
    const path = '/console/queues/lifecare-varha/pause';
    expect((await postForm(gateway.app, path, { reason: 'Huolto' }, auditor)).status).toBe(403);
    expect((await pause({ reason: 'Huolto', csrf: 'other' })).status).toBe(403);
    expect(act).not.toHaveBeenCalled();
  });

  it('a message is one of ours, whatever the address says', async () => {
    expect((await page(sysadmin, '/console/queues?done=closed<b>')).text).toContain('class="status"></div>');
  });
});
