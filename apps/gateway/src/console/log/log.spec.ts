import type { AuditEntry, Disclosure } from '#audit';
import type { LogCheck, LogCheckResult, RecordingFigures, WeekCount } from '#ledger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NO_LOG } from '../../../testing/console-desks.js';
import { getPage, NOW, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import { Problem } from '../../http/problem.js';
import type { AuditDesk } from '../../audit/audit-desk.js';
import type { DecisionProof, LogDesk } from './log-desk.js';

const PERSON = '010594Y9032';
const auditor = signedIn({ roles: ['auditor'], language: 'fi' });
const CHECK = '00000000-0000-7000-8000-00000000000c';
const HOUR = 3_600_000;

const week = (differences: Partial<WeekCount>): WeekCount => ({
  week: '2026-11-09',
  system: 'lifecare',
  onTime: 0,
  late: 0,
  open: 0,
  overdue: 0,
  unrecorded: 0,
  verified: 0,
  found: 0,
  accepted: 0,
  attested: 0,
  attempts: [0, 0, 0, 0],
  ...differences,
});

const figures: RecordingFigures = {
  decisions: 214,
  weeks: [
    week({ onTime: 90, late: 4, overdue: 1, open: 2, unrecorded: 3, verified: 94, attempts: [3, 80, 15, 2] }),
    week({ week: '2026-11-16', system: 'kela', onTime: 5, attested: 5 }),
  ],
  times: [
    { system: 'lifecare', tasks: 94, medianMs: HOUR, p90Ms: 5 * HOUR, allowedMs: 72 * HOUR },
    { system: 'kela', tasks: 5, medianMs: 30 * HOUR, p90Ms: 80 * HOUR, allowedMs: 72 * HOUR },
  ],
  backlog: [{ system: 'lifecare', underDay: 2, underThreeDays: 0, underWeek: 0, older: 1 }],
  acknowledgements: [
    { organisation: 'Kela <b>', acknowledgements: 5, medianMs: 30 * HOUR, p90Ms: 80 * HOUR },
    { acknowledgements: 2, medianMs: HOUR, p90Ms: HOUR },
  ],
};

const newDesk = (): jest.Mocked<LogDesk> => ({
  overview: jest.fn(NO_LOG.overview),
  proof: jest.fn(NO_LOG.proof),
  beginCheck: jest.fn().mockResolvedValue(CHECK),
  findCheck: jest.fn(NO_LOG.findCheck),
});
type Asked = Pick<AuditDesk, 'disclosures' | 'export' | 'exportLines'>;
const newAudit = (): jest.Mocked<Asked> => ({
  disclosures: jest.fn().mockResolvedValue([]),
  export: jest.fn(),
  exportLines: jest.fn(),
});
const desk = newDesk();
const audit = newAudit();
let app: NestFastifyApplication;
beforeAll(async () => {
  ({ app } = await startGateway({ logDesk: desk, audit: audit as unknown as AuditDesk }));
});
beforeEach(() => {
  Object.assign(desk, newDesk());
  Object.assign(audit, newAudit());
});
afterAll(() => app.close());

/** With the spaces that do not break as plain ones: which they are is the formats' own matter. */
const get = async (path = '', who = auditor) => {
  const page = await getPage(app, `/console/log${path}`, who);
  return { ...page, text: page.text.replace(/[\u00a0\u202f]/g, ' ') };
};
const post = (path: string, fields: Readonly<Record<string, string>>, who = auditor) =>
  postForm(app, `/console/log${path}`, fields, who);

describe('the log', () => {
  it('sums up the period in a sentence, and each chart in another, with its figures as a table', async () => {
    desk.overview.mockResolvedValue({ figures, page: { decisions: [] } });
    const { status, text } = await get();
    expect(status).toBe(200);
    expect(text).toContain('<h1>Kirjausten toteutuminen (214 päätöstä)</h1>');
    expect(text).toContain('214 päätöstä, 105 kirjaustehtävää, 95 % ajallaan. Avoinna 3, niistä myöhässä 1.');
    expect(text).toContain('Tarkistettu järjestelmästä 94');
    expect(text).toContain('<figcaption>Toteutuminen viikoittain: 95 % ajallaan, tavoite 95 % täyttyy.');
    expect(text).toContain(
      'hitain on Kela, oma järjestelmä, jossa yhdeksän kymmenestä valmistuu ajassa 3 pv, yli',
    );
    expect(text).toContain('Kela &lt;b>');
    expect(text).toContain('Muut tahot');
    expect(text).toContain('Avoimia kirjauksia on nyt 3, niistä yli viikon vanhoja 1.');
    expect(text).toContain('82,5 % automaattisista kirjauksista on vaatinut enintään yhden');
    expect(text.match(/<figure /g)).toHaveLength(5);
    expect(text.match(/<details>/g)).toHaveLength(5);
    expect(text).not.toMatch(/<b>| style=/);
  });

  it('draws each chart twice, each drawing with a name and a description of its own', async () => {
    desk.overview.mockResolvedValue({ figures, page: { decisions: [] } });
    const { text } = await get();
    const names = [...text.matchAll(/aria-labelledby="([\w-]+)-title \1-desc"/g)].map(([, id]) => id);
    expect(names).toHaveLength(10);
    expect(new Set(names).size).toBe(10);
    for (const id of names) expect(text).toContain(`<title id="${id ?? ''}-title">`);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  });

  it('is of the last 30 days when no period is given', async () => {
    await get();
    expect(desk.overview).toHaveBeenCalledWith(
      expect.anything(),
      { from: new Date('2026-10-18T21:00:00.000Z'), until: new Date('2026-11-17T22:00:00.000Z') },
      undefined,
    );
  });

  it('asks for what the filters say', async () => {
    await get(
      '?from=2026-11-01&until=2026-11-02&team=turku&system=typ&task=queued&evidence=found&overdue=1&state=open&id=D-1',
    );
    expect(desk.overview.mock.calls[0]?.[1]).toEqual({
      from: new Date('2026-10-31T22:00:00.000Z'),
      until: new Date('2026-11-02T22:00:00.000Z'),
      team: 'turku',
      system: 'typ',
      state: 'queued',
      evidence: 'found',
      isOverdue: true,
    });
  });

  it('says that nothing was found, and how to see more', async () => {
    const { text } = await get('?team=turku');
    expect(text).toContain('Haulla ei löytynyt päätöksiä.');
    expect(text).toContain('<a href="/console/log">Poista suodattimet</a>');
    expect(text).toContain('Avoimia kirjauksia ei ole.');
  });

  it.each([
    ['from=2026-01-01&until=2026-11-01', 'Rajaa aika: enintään 93 päivää kerrallaan'],
    ['from=2026-11-02&until=2026-11-01', 'Alkupäivä on loppupäivän jälkeen'],
    ['from=x', 'Anna päivä muodossa vvvv-kk-pp'],
    ['evidence=sure', 'Valitse listalta'],
  ])('refuses %s, and reads nothing', async (query, text) => {
    const page = await get(`?${query}`);
    expect(page.status).toBe(422);
    expect(page.text).toContain(text);
    expect(desk.overview).not.toHaveBeenCalled();
  });
});

describe('a check of the log', () => {
  const check = (differences: Partial<LogCheck>): LogCheck => ({
    id: CHECK,
    entries: 48_210,
    checked: 48_210,
    begunAt: NOW,
    endedAt: undefined,
    result: undefined,
    isCutShort: false,
    ...differences,
  });

  it('begins by a form, and goes on at an address of its own', async () => {
    const { status, headers } = await post('/verify', {});
    expect([status, headers['location']]).toEqual([303, `/console/log/verify/${CHECK}`]);
  });

  it('shows how far it has come, by a link as well as by itself', async () => {
    desk.findCheck.mockResolvedValue(check({ checked: 12_000 }));
    const { text } = await get(`/verify/${CHECK}`);
    expect(text).toContain('Tarkistetaan: 12 000/48 210 merkintää.');
    expect(text).toContain('<progress max="48210" value="12000"');
    expect(text).toContain(`<a href="/console/log/verify/${CHECK}">Päivitä tilanne</a>`);
    expect(text).toContain('data-live');
  });

  it.each<[LogCheckResult, string[]]>([
    [{ kind: 'intact', signed: 48_210 }, ['Eheä', '48 210 merkintää']],
    [
      { kind: 'unsigned', signed: 48_200 },
      ['Uusia merkintöjä tarkistuspisteen jälkeen ei vielä allekirjoitettu', 'odottaa 10 uusinta'],
    ],
    [{ kind: 'missing', from: 7, until: 10 }, ['Merkintöjä puuttuu väliltä 7–9']],
    [
      { kind: 'differs', from: 12_345, until: 12_346, expected: 'aa11', found: 'bb22' },
      ['Poikkeama merkinnässä 12345', 'aa11', 'bb22'],
    ],
    [{ kind: 'differs', from: 100, until: 200 }, ['Poikkeama merkinnöissä 100–199']],
  ])('ends in words for %j', async (result, texts) => {
    desk.findCheck.mockResolvedValue(check({ result, endedAt: NOW }));
    const { text } = await get(`/verify/${CHECK}`);
    for (const words of texts) expect(text).toContain(words);
    expect(text).not.toContain('<progress');
    expect(text).toContain('Tarkista nyt');
  });

  it('that was cut short says so', async () => {
    desk.findCheck.mockResolvedValue(check({ checked: 5, isCutShort: true }));
    expect((await get(`/verify/${CHECK}`)).text).toContain('Tarkistus keskeytyi kesken.');
  });

  it('stands on the log’s page when it is the newest', async () => {
    const newest = check({ result: { kind: 'intact', signed: 48_210 }, endedAt: NOW });
    desk.overview.mockResolvedValue({ figures, page: { decisions: [] }, check: newest });
    expect((await get()).text).toContain('Tarkistettu 17.11.2026 klo 12.31, 48 210 merkintää.');
    desk.overview.mockResolvedValue({ figures, page: { decisions: [] } });
    expect((await get()).text).toContain('Lokia ei ole vielä tarkistettu tältä sivulta.');
  });

  it('that nobody began is not there', async () => {
    expect((await get(`/verify/${CHECK}`)).status).toBe(404);
    expect((await get('/verify/x')).status).toBe(404);
  });
});

describe('an export', () => {
  const period = { type: 'period', from: '2026-11-01', until: '2026-11-02', format: 'csv' };

  it('needs a purpose: without one the form comes back as it was filled in', async () => {
    const { status, text } = await post('/export', { ...period, purpose: '' });
    expect(status).toBe(422);
    expect(text).toContain('<a href="#purpose">Valitse käyttötarkoitus</a>');
    expect(text).toContain('<option value="csv" selected>');
    expect(text).toContain('name="until" value="2026-11-02"');
    expect(audit.export).not.toHaveBeenCalled();
  });

  it('is the file that the interface for programs gives', async () => {
    audit.exportLines.mockResolvedValue({
      export: 'e-1',
      lines: (async function* () {
        yield '{"a":1}\n';
      })(),
    });
    const answer = await post('/export', { ...period, format: 'lines', purpose: 'client-request' });
    expect([answer.status, answer.text]).toEqual([200, '{"a":1}\n']);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="kuittaus-audit-e-1.jsonl"');
    expect(audit.exportLines.mock.calls[0]?.[1]).toEqual({
      ask: {
        type: 'period',
        from: new Date('2026-10-31T22:00:00.000Z'),
        until: new Date('2026-11-02T22:00:00.000Z'),
      },
      purpose: 'client-request',
      knownSizes: [],
    });
  });

  it.each([
    [
      new Problem('invalid', { errors: [{ path: '', code: 'too-many-entries' }] }),
      422,
      'Merkintöjä on liikaa',
    ],
    [new Problem('not-now'), 503, 'Lokia ei juuri nyt allekirjoiteta.'],
  ])('that cannot be made says why (%s)', async (problem, expected, words) => {
    audit.export.mockRejectedValue(problem);
    const { status, text } = await post('/export', { ...period, format: 'json', purpose: 'self-monitoring' });
    expect(status).toBe(expected);
    expect(text).toContain(words);
    expect(text).toContain('<option value="self-monitoring" selected>');
  });

  it.each([{ type: 'all' }, { from: 'x' }, { format: 'exe' }])('of %j is refused', async (differences) => {
    expect((await post('/export', { ...period, purpose: 'self-monitoring', ...differences })).status).toBe(
      400,
    );
  });
});

describe('who has used a client’s data', () => {
  const disclosure: Disclosure = {
    index: 77,
    at: '2026-11-17T10:20:00.000Z',
    type: 'disclosed',
    kind: 'attempt.ended',
    who: { type: 'app', id: 'kuittaus-lifecare' },
    decision: { team: 'kaarina', decisionId: 'D-1', version: 1 },
    to: { system: 'lifecare', endpoint: 'lifecare-varha' },
    record: 'recommendation',
    purpose: 'work-ability-support',
    legalBasis: 'consent',
  };

  it('is asked by a form that says that the search is logged', async () => {
    const { status, text } = await get('/person');
    expect(status).toBe(200);
    expect(text).toContain('Haku kirjataan lokiin.');
    expect(text).toContain('method="post" action="/console/log/person"');
  });

  it('is listed with recipient, data and grounds; the client is named nowhere', async () => {
    audit.disclosures.mockResolvedValue([disclosure]);
    const { status, text } = await post('/person', { code: PERSON, purpose: 'client-request' });
    expect(status).toBe(200);
    expect(audit.disclosures).toHaveBeenCalledWith(
      expect.anything(),
      { system: '1.2.246.21', value: PERSON },
      'client-request',
    );
    expect(text).toContain('Luovutettu');
    expect(text).toContain('Lifecare');
    expect(text).toContain('Suositus');
    expect(text).toContain('href="/console/log/kaarina/D-1"');
    expect(text).not.toContain(PERSON);
  });

  it('is nothing for one whom nobody knows, and for one whose data nobody used', async () => {
    expect((await post('/person', { code: PERSON, purpose: 'client-request' })).text).toContain(
      'Asiakkaan tietoja ei ole käytetty eikä luovutettu.',
    );
    audit.disclosures.mockRejectedValue(new Problem('not-found'));
    const { status, text } = await post('/person', { code: PERSON, purpose: 'client-request' });
    expect(status).toBe(200);
    expect(text).toContain('Henkilötunnuksella ei ole päätöksiä, tai tiedot on poistettu.');
  });

  it('needs a right code and a purpose: both errors at once, the code not shown again', async () => {
    const { status, text } = await post('/person', { code: '010594Y9033', purpose: '' });
    expect(status).toBe(422);
    expect(text).toContain('<a href="#code">Tarkista henkilötunnus');
    expect(text).toContain('<a href="#purpose">Valitse käyttötarkoitus</a>');
    expect(text).not.toContain('010594Y9033');
    expect(audit.disclosures).not.toHaveBeenCalled();
  });
});

describe('the proof page', () => {
  const entry: AuditEntry = {
    schema: 'kuittaus-audit-entry/1',
    index: 4_711,
    id: '9',
    kind: 'task.confirmed',
    class: 'recording',
    at: '2026-11-17T10:20:00.000Z',
    loggedAt: '2026-11-17T10:20:01.000Z',
    who: { type: 'person', id: '<b>digest</b>', role: 'auditor' },
    outcome: { state: 'confirmed' },
  };
  const proof: DecisionProof = {
    decision: {
      team: 'kaarina',
      decisionId: 'D-1',
      version: 1,
      status: 'completed',
      tasks: [],
      completeness: {
        total: 0,
        confirmed: 0,
        attested: 0,
        withheld: 0,
        cancelled: 0,
        superseded: 0,
        open: 0,
      },
      warnings: [],
      history: [],
    },
    given: {
      receipt: 'aaa.bbb.ccc',
      payload: { version: 1, practiceVersion: '1', issuedAt: NOW.toISOString(), duties: [] },
    },
    entries: [
      { entry, leafHash: 'ab12', standing: 'proven', path: ['cGF0aA=='] },
      { entry: { ...entry, id: '10', index: 4_712 }, leafHash: 'cd34', standing: 'unsigned', path: [] },
    ],
    isCut: true,
    checkpoint: {
      origin: 'kuittaus.example/audit',
      size: 4_712,
      root: 'cm9vdA==',
      signedAt: NOW,
      signer: 'kuittaus.example/audit',
      witnesses: [{ name: 'witness.example', at: NOW }],
      note: 'the note',
    },
  };

  it('has receipt, entries with numbers and proofs, and the checkpoint with signer and witness', async () => {
    desk.proof.mockResolvedValue(proof);
    const { status, text } = await get('/kaarina/D-1');
    expect(status).toBe(200);
    for (const words of [
      '<h1>Lokitodisteet: päätös kaarina/D-1</h1>',
      'aaa.bbb.ccc',
      'data-heading="Numero">4711',
      'ab12',
      'cGF0aA==',
      'Kuuluu allekirjoitettuun lokiin',
      'Ei vielä allekirjoitettu',
      'witness.example',
      'the note',
      'Viennissä ovat kaikki.',
      'name="decisionId" value="D-1"',
      '&lt;b>digest&lt;/b>',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('Allekirjoitus ei täsmää');
  });

  it('says when the signature does not hold, when there is no checkpoint, and when there is nothing', async () => {
    const { signer: _signer, ...unsigned } = proof.checkpoint!;
    desk.proof.mockResolvedValue({ ...proof, checkpoint: { ...unsigned, witnesses: [] } });
    const { text } = await get('/kaarina/D-1');
    expect(text).toContain('Allekirjoitus ei täsmää lokin avaimeen');
    expect(text).toContain('Ei todistajaa');
    const { checkpoint: _checkpoint, ...bare } = proof;
    desk.proof.mockResolvedValue({ ...bare, entries: [] });
    const empty = (await get('/kaarina/D-1')).text;
    expect(empty).toContain('Lokille ei ole vielä allekirjoitettua tarkistuspistettä.');
    expect(empty).toContain('Päätöksellä ei ole vielä merkintöjä lokissa.');
    desk.proof.mockResolvedValue(undefined);
    expect((await get('/kaarina/D-2')).status).toBe(404);
  });
});

it.each(['participant', 'deputy', 'developer', 'sysadmin'] as const)(
  'a %s is let in nowhere here',
  async (role) => {
    const who = signedIn({ roles: [role], participant: 'p@example.fi', organisation: 'Kela' });
    for (const path of ['', '/person', `/verify/${CHECK}`, '/kaarina/D-1']) {
      expect((await get(path, who)).status).toBe(403);
    }
    for (const path of ['/person', '/verify', '/export']) {
      expect((await post(path, {}, who)).status).toBe(403);
    }
    expect(desk.beginCheck).not.toHaveBeenCalled();
  },
);

it.each(['sv', 'en'] as const)('the log speaks %s', async (language) => {
  desk.overview.mockResolvedValue({ figures, page: { decisions: [] } });
  const { text } = await get('', signedIn({ roles: ['auditor'], language }));
  expect(text).toContain(
    language === 'sv'
      ? 'Hur anteckningarna har gjorts (214 beslut)'
      : 'Completion of recording (214 decisions)',
  );
});
