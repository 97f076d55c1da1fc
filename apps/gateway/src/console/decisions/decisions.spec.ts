import type { TaskId } from '#domain';
import type { DecisionSummary } from '#ledger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NO_DECISIONS } from '../../../testing/console-desks.js';
import { getPage, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { DecisionView } from '../../reading/ledger-reader.js';
import type { DecisionDesk } from './decision-desk.js';

const PERSON = '010594Y9032';
const sysadmin = signedIn({ roles: ['sysadmin'], language: 'fi' });
const auditor = signedIn({ roles: ['auditor'], language: 'fi' });

const summary: DecisionSummary = {
  row: '00000000-0000-7000-8000-000000000001',
  team: 'kaarina',
  decisionId: 'D-1',
  version: 1,
  takenAt: new Date('2026-11-17T10:00:00Z'),
  rollUp: 'open',
  tasks: 5,
  recorded: 3,
  open: 2,
  overdue: 1,
  newestEvidence: { level: 'verified', at: new Date('2026-11-17T10:20:00Z') },
};

const decision: DecisionView = {
  team: 'kaarina',
  decisionId: 'D-1',
  version: 2,
  status: 'open',
  tasks: [
    {
      id: '00000000-0000-7000-8000-0000000000aa' as TaskId,
      team: 'kaarina',
      decisionId: 'D-1',
      version: 1,
      system: 'lifecare',
      endpoint: 'lifecare-varha',
      record: 'recommendation',
      operation: 'create',
      channel: 'automatic',
      recorder: '<b>chair</b>',
      onBehalfOf: ['<b>chair</b>', 'nurse'],
      after: [],
      visibleToClient: false,
      state: 'confirmed',
      dueAt: '2026-11-20T21:59:59.999Z',
      attempts: 2,
      rule: 'kaarina/recommendation-lifecare',
      evidence: { level: 'verified', targetId: 'doc-7', targetVersion: '1', at: '2026-11-17T10:20:00.000Z' },
    },
    {
      id: '00000000-0000-7000-8000-0000000000ab' as TaskId,
      team: 'kaarina',
      decisionId: 'D-1',
      version: 2,
      system: 'kela',
      endpoint: 'kela',
      record: 'measures',
      operation: 'create',
      channel: 'manual',
      recorder: 'kela-1',
      onBehalfOf: ['kela-1'],
      after: [],
      visibleToClient: false,
      state: 'awaiting-person',
      dueAt: '2026-11-16T21:59:59.999Z',
      attempts: 0,
      rule: 'kaarina/measures-kela',
    },
  ],
  completeness: { total: 2, confirmed: 1, attested: 0, withheld: 0, cancelled: 0, superseded: 0, open: 1 },
  warnings: ['recorder-without-rights'],
  history: [
    { at: '2026-11-17T10:00:00.000Z', type: 'fi.kuittaus.decision.made', version: 1, eventId: 'e-1' },
  ],
};

const newDesk = (): jest.Mocked<DecisionDesk> => ({
  teams: NO_DECISIONS.teams,
  search: jest.fn(NO_DECISIONS.search),
  searchByClient: jest.fn(NO_DECISIONS.searchByClient),
  read: jest.fn(NO_DECISIONS.read),
  receipt: jest.fn(NO_DECISIONS.receipt),
});
const desk = newDesk();
let app: NestFastifyApplication;
beforeAll(async () => {
  ({ app } = await startGateway({ decisionDesk: desk }));
});
beforeEach(() => {
  Object.assign(desk, newDesk());
});
afterAll(() => app.close());

const get = (path: string, who = sysadmin) => getPage(app, path, who);

describe('the search of decisions', () => {
  it('lists decisions with their roll-up, each by a link', async () => {
    desk.search.mockResolvedValue({ decisions: [summary], next: summary.row });
    const { status, text } = await get('/console/decisions?team=kaarina&state=open');
    expect(status).toBe(200);
    expect(text).toContain('<h1>Päätökset (1+)</h1>');
    expect(text).toContain('<a href="/console/decisions/kaarina/D-1">kaarina/D-1</a>');
    expect(text).toContain('Kesken 3/5, myöhässä');
    expect(text).toContain('Tarkistettu järjestelmästä');
    expect(text).toContain(`href="/console/decisions?team=kaarina&amp;state=open&amp;after=${summary.row}"`);
    expect(text).toContain('<option value="kaarina" selected>Kaarinan työkyky-työryhmä</option>');
  });

  it('asks for what the address says: days are days in Finland', async () => {
    await get(
      `/console/decisions?team=turku&id=D-1&state=needs-attention&system=typ&from=2026-11-01&until=2026-11-02&after=${summary.row}`,
    );
    expect(desk.search).toHaveBeenCalledWith(
      expect.objectContaining({ subject: 'test' }),
      {
        team: 'turku',
        decisionId: 'D-1',
        rollUp: 'needs-attention',
        system: 'typ',
        from: new Date('2026-10-31T22:00:00.000Z'),
        until: new Date('2026-11-02T22:00:00.000Z'),
      },
      summary.row,
    );
  });

  it('says in words that there is nothing, with and without filters', async () => {
    expect((await get('/console/decisions')).text).toContain('Yhtään päätöstä ei ole vielä saapunut.');
    const { text } = await get('/console/decisions?team=turku');
    expect(text).toContain('Haulla ei löytynyt päätöksiä.');
  });

  it.each([
    ['from=17.11.2026', 'from', 'Anna päivä muodossa vvvv-kk-pp'],
    ['until=2026-02-30', 'until', 'Anna päivä muodossa vvvv-kk-pp'],
    ['from=2026-11-02&until=2026-11-01', 'from', 'Alkupäivä on loppupäivän jälkeen'],
    ['id=a%3Cb%3E', 'id', 'Tunnisteessa voi olla'],
    ['state=gone', 'state', 'Valitse listalta'],
    ['system=gone', 'system', 'Valitse listalta'],
  ])('refuses %s with an error at the field, and searches nothing', async (query, id, text) => {
    const page = await get(`/console/decisions?${query}`);
    expect(page.status).toBe(422);
    expect(page.text).toContain(`<a href="#${id}">${text}`);
    expect(page.text).not.toContain('<b>');
    expect(desk.search).not.toHaveBeenCalled();
  });

  it('neither searches by an identity code in an address nor shows it again', async () => {
    const { status, headers } = await get(`/console/decisions?id=${PERSON}`);
    const place = String(headers['location']);
    expect(status).toBe(303);
    const page = await get(place);
    expect(page.status).toBe(422);
    expect(page.text).toContain('Henkilötunnuksella haetaan omalla lomakkeellaan.');
    expect(place + page.text).not.toContain(PERSON);
    expect(desk.search).not.toHaveBeenCalled();
  });
});

describe('the search by identity code', () => {
  const post = (code: string, who = sysadmin) => postForm(app, '/console/decisions/client', { code }, who);

  it('goes by POST, finds the client’s decisions, and names nobody', async () => {
    desk.searchByClient.mockResolvedValue({ decisions: [summary] });
    const { status, text } = await post(` ${PERSON.toLowerCase()} `);
    expect(status).toBe(200);
    expect(desk.searchByClient).toHaveBeenCalledWith(expect.anything(), {
      system: '1.2.246.21',
      value: PERSON,
    });
    expect(text).toContain('<h1>Asiakkaan päätökset (1)</h1>');
    expect(text).not.toContain(PERSON);
  });

  it('says that nothing was found, and that the search was logged', async () => {
    expect((await post(PERSON)).text).toContain(
      'Henkilötunnuksella ei löytynyt päätöksiä. Hakukin kirjattiin lokiin.',
    );
  });

  it.each(['', '010594Y9033', '010594'])('refuses %j without searching', async (code) => {
    const { status, text } = await post(code);
    expect(status).toBe(422);
    expect(text).toContain('<a href="#code">Tarkista henkilötunnus');
    expect(desk.searchByClient).not.toHaveBeenCalled();
  });
});

describe('the page of a decision', () => {
  it('tells of every duty: rule, state, evidence; and escapes what came from outside', async () => {
    desk.read.mockResolvedValue(decision);
    const { status, text } = await get('/console/decisions/kaarina/D-1');
    expect(status).toBe(200);
    expect(desk.read).toHaveBeenCalledWith(
      expect.anything(),
      { team: 'kaarina', decisionId: 'D-1' },
      'state',
    );
    expect(text).toContain('href="/console/tasks/00000000-0000-7000-8000-0000000000aa"');
    expect(text).toContain('<code>kaarina/recommendation-lifecare</code>');
    expect(text).toContain('<code>doc-7</code>');
    expect(text).toContain('&lt;b>chair&lt;/b> (Puolesta: nurse)');
    expect(text).not.toContain('<b>');
    expect(text).toContain('Kesken 1/2, myöhässä');
    expect(text).toContain('Päätös tai sen korjaus');
    expect(text).toContain('recorder-without-rights');
  });

  it('leads to the log’s proofs only where they may be read', async () => {
    desk.read.mockResolvedValue(decision);
    const proofs = 'href="/console/log/kaarina/D-1"';
    expect((await get('/console/decisions/kaarina/D-1')).text).not.toContain(proofs);
    expect((await get('/console/decisions/kaarina/D-1', auditor)).text).toContain(proofs);
  });

  it('says that its texts were erased, and that nothing follows from one without duties', async () => {
    desk.read.mockResolvedValue({ ...decision, tasks: [], erasedAt: '2026-11-17T10:00:00.000Z' });
    const { text } = await get('/console/decisions/kaarina/D-1');
    expect(text).toContain('Päätöksen tekstit on poistettu 17.11.2026.');
    expect(text).toContain('Päätöksestä ei seuraa kirjaustehtäviä.');
  });

  it.each([
    '/console/decisions/kaarina/none',
    '/console/decisions/Kaarina/D-1',
    '/console/decisions/kaarina/-a%20b',
  ])('is not there for %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('the receipt', () => {
  const payload = {
    team: 'kaarina',
    decisionId: 'D-1',
    version: 2,
    practiceVersion: '1-abc',
    issuedAt: '2026-11-17T10:31:00.000Z',
    duties: decision.tasks.map(({ id, rule, state, onBehalfOf, evidence }) => ({
      task: id,
      rule,
      state,
      onBehalfOf,
      ...(evidence === undefined ? {} : { evidence }),
    })),
  };

  it('is a page to print, with what it says and the signed form', async () => {
    desk.read.mockResolvedValue(decision);
    desk.receipt.mockResolvedValue({ receipt: 'aaa.bbb.ccc', payload });
    const { status, text } = await get('/console/decisions/kaarina/D-1/receipt');
    expect(status).toBe(200);
    expect(text).toContain('<h1>Kirjauskuitti: päätös kaarina/D-1</h1>');
    expect(text).toContain('Lifecare: Suositus');
    expect(text).toContain('aaa.bbb.ccc');
    expect(text).toContain('1-abc');
  });

  it('is a file to carry away', async () => {
    desk.receipt.mockResolvedValue({ receipt: 'aaa.bbb.ccc', payload });
    const { status, text, headers } = await get('/console/decisions/kaarina/D-1/receipt.json', auditor);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe('attachment; filename="kirjauskuitti-kaarina-D-1.json"');
    expect(JSON.parse(text)).toEqual({ receipt: 'aaa.bbb.ccc', payload });
  });

  it('is not there for a decision that is not', async () => {
    expect((await get('/console/decisions/kaarina/D-2/receipt.json')).status).toBe(404);
    expect((await get('/console/decisions/kaarina/D-2/receipt')).status).toBe(404);
  });
});

it.each(['participant', 'deputy', 'developer'] as const)('a %s is let in nowhere here', async (role) => {
  const who = signedIn({ roles: [role], participant: 'p@example.fi', organisation: 'Kela' });
  for (const path of ['', '/kaarina/D-1', '/kaarina/D-1/receipt', '/kaarina/D-1/receipt.json']) {
    expect((await get(`/console/decisions${path}`, who)).status).toBe(403);
  }
  expect((await postForm(app, '/console/decisions/client', { code: PERSON }, who)).status).toBe(403);
  expect(desk.search).not.toHaveBeenCalled();
});

it.each(['sv', 'en'] as const)('the pages speak %s', async (language) => {
  desk.search.mockResolvedValue({ decisions: [summary] });
  const { text } = await get('/console/decisions', signedIn({ roles: ['auditor'], language }));
  expect(text).toContain(`<html lang="${language}">`);
  expect(text).toContain(language === 'sv' ? '<h1>Beslut (1)</h1>' : '<h1>Decisions (1)</h1>');
});
