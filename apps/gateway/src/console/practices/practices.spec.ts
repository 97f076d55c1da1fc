import { loadConfiguration, parsePractice } from '#configuration';
import { PRACTICES_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import { ACCESS_ROLES } from '#security';
import { getPage, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import type { PracticeComparison, PracticeDesk } from './practice-desk.js';

const { practices, endpoints } = loadConfiguration('config', {});
const KAARINA = '/console/practices/kaarina';
const sysadmin = signedIn({ roles: ['sysadmin'], language: 'fi' });
const SAME: PracticeComparison = {
  version: '2-abc',
  differences: { decisions: 3, different: 0, rows: [] },
  isCut: false,
};

const uses = jest.fn<ReturnType<PracticeDesk['uses']>, Parameters<PracticeDesk['uses']>>();
const compare = jest.fn<ReturnType<PracticeDesk['compare']>, Parameters<PracticeDesk['compare']>>();
let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({ practiceDesk: { practices: [...practices.values()], uses, compare } });
});
afterAll(() => gateway.app.close());
beforeEach(() => {
  uses.mockReset().mockResolvedValue([]);
  compare.mockReset().mockResolvedValue(SAME);
});

const compareWith = (fields: Readonly<Record<string, string>>) =>
  postForm(gateway.app, `${KAARINA}/compare`, fields, sysadmin);

/** The cells of the row that holds the text, without their markup. */
function rowWith(html: string, text: string): string[] {
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) => row);
  const row = rows.find((one) => one.includes(text)) ?? '';
  return [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
    cell
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('the practices', () => {
  it('are listed, each leading to its own page', async () => {
    const { status, text } = await getPage(gateway.app, '/console/practices', sysadmin);
    expect(status).toBe(200);
    for (const { team, version } of practices.values()) {
      expect(text).toContain(`<a href="/console/practices/${team}" lang="fi">`);
      expect(text).toContain(version);
    }
    expect(rowWith(text, '/console/practices/rovaniemi')).toEqual([
      practices.get('rovaniemi')?.name,
      practices.get('rovaniemi')?.version,
      '0',
      'anonyymi konsultaatio',
      expect.any(String),
    ]);
  });

  it('are said to be none where none is configured', async () => {
    const empty = await startGateway();
    const { text } = await getPage(empty.app, '/console/practices', sysadmin);
    await empty.app.close();
    expect(text).toContain(PRACTICES_TEXTS.fi.none);
  });

  it.each(TEXT_LANGUAGES)('of every team are told in words: %s', async (language) => {
    for (const { team, rules } of practices.values()) {
      const viewer = signedIn({ roles: ['sysadmin'], language });
      const { status, text } = await getPage(gateway.app, `/console/practices/${team}`, viewer);
      expect([team, status]).toEqual([team, 200]);
      for (const { id } of rules) expect(text).toContain(`<code>${id}</code>`);
      expect(text).not.toMatch(/undefined|\[object|NaN/u);
    }
  });

  it('are for system administrators alone', async () => {
    for (const role of ACCESS_ROLES.filter((one) => one !== 'sysadmin')) {
      const viewer = signedIn({ roles: [role] });
      expect([role, (await getPage(gateway.app, KAARINA, viewer)).status]).toEqual([role, 403]);
      expect((await postForm(gateway.app, `${KAARINA}/compare`, { practice: 'x' }, viewer)).status).toBe(403);
    }
    expect(compare).not.toHaveBeenCalled();
  });
});

describe('a team’s practice', () => {
  it('has the routing matrix, the consent rules and the deadlines', async () => {
    const { text } = await getPage(gateway.app, KAARINA, sysadmin);
    expect(rowWith(text, '<code>consent-lifecare</code>')).toEqual([
      'Suostumus',
      'Lifecare',
      'sihteeri, ellei ole: sosiaaliohjaaja',
      'aina',
      '',
      'consent-lifecare',
    ]);
    expect(rowWith(text, '<code>recommendation-lifecare</code>')[4]).toBe(
      'vasta näiden jälkeen: consent-lifecare; näkyy asiakkaalle; kaikki suositukset kokonaan',
    );
    expect(rowWith(text, '<code>plan-typ</code>')[3]).toBe('asiakas on TYP-asiakas');
    const { consentRules, ownSystemsAbsent } = PRACTICES_TEXTS.fi;
    for (const line of [consentRules.required, consentRules.recordsWithdrawal, ownSystemsAbsent]) {
      expect(text).toContain(line);
    }
    expect(text).toContain('Suostumus: 1 työpäivä päätöksestä');
  });

  it('shows by which versions decisions were planned, and which is in force', async () => {
    const version = practices.get('kaarina')?.version ?? '';
    const at = (day: string) => new Date(`2026-${day}T10:00:00Z`);
    uses.mockResolvedValue([
      { practiceVersion: version, decisions: 12, firstAt: at('11-02'), lastAt: at('11-16') },
      { practiceVersion: '1-<b>old', decisions: 3, firstAt: at('10-01'), lastAt: at('10-30') },
    ]);
    const { text } = await getPage(gateway.app, KAARINA, sysadmin);
    expect(rowWith(text, `<code>${version}</code> <span`)).toEqual([
      `${version} voimassa`,
      '12',
      expect.stringContaining('2.11.2026'),
      expect.stringContaining('16.11.2026'),
    ]);
    expect(text).toContain('1-&lt;b>old');
    expect(uses).toHaveBeenCalledWith('kaarina');
  });

  it('that there is not is not found', async () => {
    expect((await getPage(gateway.app, '/console/practices/nowhere', sysadmin)).status).toBe(404);
    const sent = await postForm(gateway.app, '/console/practices/nowhere/compare', {}, sysadmin);
    expect(sent.status).toBe(404);
  });
});

describe('a changed practice', () => {
  it('is tried out over the days that were asked for, and nothing is stored', async () => {
    const { status, text } = await compareWith({ practice: 'team: kaarina', days: '90' });
    expect(status).toBe(200);
    expect(compare.mock.calls).toEqual([
      [expect.objectContaining({ subject: 'test' }), { team: 'kaarina', text: 'team: kaarina', days: 90 }],
    ]);
    expect(text).toContain('Versiolla 2-abc suunniteltiin uudelleen 3 päätöstä');
    expect(text).toContain(PRACTICES_TEXTS.fi.tryOut.same);
  });

  it('shows each difference with the decisions in which it is', async () => {
    const decisionIds = Array.from({ length: 12 }, (_, index) => `D-${index}`);
    const row = { team: 'kaarina', count: 12, decisionIds };
    const task = { rule: 'kaarina/plan-typ', system: 'typ', record: 'plan' } as const;
    compare.mockResolvedValue({
      ...SAME,
      isCut: true,
      differences: {
        decisions: 20,
        different: 12,
        rows: [
          { ...row, ...task, change: 'changed', facts: ['recorder', 'dueAt'] },
          { ...row, change: 'refused', by: 'new', code: 'handling-not-allowed' },
        ],
      },
    });
    const { text } = await compareWith({ practice: 'x' });
    expect(rowWith(text, 'kaarina/plan-typ').slice(0, 4)).toEqual([
      'muuttuu',
      'Suunnitelma, TYP-rekisteri (kaarina/plan-typ)',
      'kirjaaja, määräaika',
      '12',
    ]);
    expect(rowWith(text, 'kaarina/plan-typ')[4]).toMatch(/D-9 ja 2 muuta$/u);
    expect(text).toContain('muutettu käytäntö ei ota vastaan: käsittelytapaa ei sallita');
    expect(text).toContain('<a href="/console/decisions/kaarina/D-0">D-0</a>');
    expect(text).toContain(PRACTICES_TEXTS.fi.tryOut.cut(1_000));
  });

  it('with faults is refused by line, with what was written kept and escaped', async () => {
    compare.mockImplementation(async (_, { team, text }) => {
      parsePractice(team, text, endpoints);
      return SAME;
    });
    const practice = 'team: kaarina\nname: <b>Nimi</b>\nversion: one\nconsent: { required: true }\n';
    const { status, text } = await compareWith({ practice });
    expect(status).toBe(422);
    expect(text).toContain('<section class="notice notice--error" role="alert"');
    expect(text).toMatch(/<li>rivi 3, sarake 10: /u);
    expect(text).toContain('kenttä handlings puuttuu');
    expect(text).toContain('name: &lt;b>Nimi&lt;/b>');
    expect(text).not.toContain('<b>');
  });

  it('is asked for where none was given', async () => {
    const { status, text } = await compareWith({ practice: ' \n' });
    expect([status, compare.mock.calls.length]).toEqual([422, 0]);
    expect(text).toContain(`<a href="#practice">${PRACTICES_TEXTS.fi.tryOut.empty}</a>`);
  });
});
