import { called, Folder, SAMPLE, sampleDecision } from '../../testing/called.js';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const check = () => called(['practice', 'check', '--config', folder.path]);

describe('kuittaus practice check', () => {
  it('finds the delivered practices right', async () => {
    const { code, out, err } = await called(['practice', 'check']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/kaarina: .+\n/u);
    expect(out).toContain('Kunnossa: 14 tiimin kirjauskäytännöt.');
  });

  it('tells each fault of each file with its place, in Finnish, with the words that are allowed', async () => {
    folder
      .configuration()
      .change('teams/lieto.yaml', 'form: employment-services', 'form: some-form')
      .change('teams/kaarina.yaml', 'after: [consent-lifecare]', 'after: [consnt]')
      .change('teams/kaarina.yaml', '  typ: typ-sote', '  typ: typ-nowhere')
      .change('teams/turku.yaml', '    record: case-manager\n', '    recrd: case-manager\n');
    const { code, out, err } = await check();
    expect([code, out]).toEqual([1, '']);
    expect(err.replaceAll(`${folder.path}/`, '').split('\n')).toEqual([
      'teams/kaarina.yaml:14:8 asennusta typ-nowhere ei ole. Sallitut: typ-sote',
      expect.stringMatching(
        /^teams\/kaarina\.yaml:30:13 sääntöä consnt ei ole\. Sallitut: consent-lifecare, recommendation-kanta, /u,
      ),
      'teams/lieto.yaml:9:9 arvo ei ole sallittu. Sallitut: work-ability-team, employment-services, team-privacy-form',
      expect.stringMatching(/^teams\/turku\.yaml:\d+:\d+ kenttä record puuttuu/u),
      expect.stringMatching(/^teams\/turku\.yaml:\d+:\d+ tuntematon kenttä recrd/u),
    ]);
  });

  it.each([
    ['kaarina', 'team: kaarina', 'team: karina'],
    ['kaarina', '  typ: typ-sote', '  typ: sofia-crm-sote'],
    ['kaarina', '  sofia-crm: sofia-crm-sote\n', ''],
    ['turku', '  other: other\n', ''],
    ['kaarina', 'id: recommendation-kanta', 'id: recommendation-lifecare'],
    ['kaarina', 'id: plan-typ', 'id: own-systems'],
    ['kaarina', 'after: [consent-lifecare]', 'after: [consent-lifecare, recommendation-kanta]'],
    ['kaarina', '    carries: every', '    carries: everything'],
    ['kaarina', '    record: plan\n', '    record: plan\n    carries: every\n'],
    ['kaarina', '      typClient: true\n      attends', '      attends'],
    ['kaarina', '      - function: secretary\n', '      - person: visit-physician\n'],
    ['kaarina', '      - role: physician\n', '      - role: physician\n      - function: chair\n'],
    ['kaarina', 'version: 1', 'version: one'],
    ['kaarina', 'version: 1', 'version: 0'],
    ['kaarina', 'name: Kaarinan työkyky-työryhmä', "name: ''"],
    ['kaarina', 'id: plan-typ', 'id: Plan TYP'],
    ['kaarina', 'required: true', 'required: maybe'],
    ['osaamiskeskus', '    carries: services', '    carries: services\n    after: [case-manager]'],
    ['osaamiskeskus', '[paper-consultation]', '[]'],
    ['rovaniemi', 'handlings: [anonymous-consultation]', 'handlings: []'],
  ])('has a Finnish sentence for every fault of %s: %j as %j', async (team, text, replacement) => {
    folder.configuration().change(`teams/${team}.yaml`, text, replacement);
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toMatch(/^\S+\/teams\/\w+\.yaml:\d+:\d+ \S/u);
    expect(err).not.toContain('tiedostoa ei voi käyttää');
  });
});

describe('kuittaus practice explain', () => {
  it('says rule by rule why there is a task or none', async () => {
    const { code, out } = await called(['practice', 'explain', 'kaarina', SAMPLE]);
    expect(code).toBe(0);
    expect(out).toContain('TEHTÄVÄ lifecare/consent');
    expect(out).toContain('tätä kirjausta ei koskaan pidätetä suostumuksen takia');
    expect(out).toContain('vasta kun on kirjattu: lifecare/consent');
    expect(out).toContain('Kukin kirjaa omaan järjestelmäänsä: ei ole tiimin kirjauskäytännössä');
  });

  it('names the condition that failed, and the consent that withholds', async () => {
    const consent = {
      id: 'S',
      givenOn: '2026-10-05',
      form: 'work-ability-team',
      method: 'oral',
      covers: ['other'],
    };
    const file = folder.write('d.json', sampleDecision({ plan: undefined, consent }));
    const { out } = await called(['practice', 'explain', 'kaarina', file]);
    expect(out).toContain('ei tehtävää: päätöksessä ei ole sitä, mistä kirjaus tehtäisiin');
    expect(out).toContain('suostumus: suostumus ei kata terveydenhuoltoa: PIDÄTETÄÄN');
  });

  it('explains as data for programs, and by the practice that is asked for', async () => {
    const { out } = await called(['practice', 'explain', 'turku', SAMPLE, '--json']);
    const explanation = JSON.parse(out);
    expect(explanation).toMatchObject({ team: 'turku', ownSystems: { force: 'in-force' } });
    expect(explanation.ownSystems.persons.length).toBeGreaterThan(0);
    const { out: text } = await called(['practice', 'explain', 'turku', SAMPLE]);
    expect(text).toContain('käsin, koska kenelläkään ehdokkaista ei ole oikeutta järjestelmään pegasos');
  });

  it('refuses what is no decision, names the places and never a value', async () => {
    const file = folder.write('d.json', sampleDecision({ handledOn: 'SALAINEN', extra: 'SALAINEN' }));
    const { code, out, err } = await called(['practice', 'explain', 'kaarina', file]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('/handledOn format');
    expect(err).toContain('additionalProperties extra');
    expect(err).not.toContain('SALAINEN');
  });

  it('knows the teams', async () => {
    const { code, err } = await called(['practice', 'explain', 'nowhere', SAMPLE]);
    expect([code, err]).toEqual([2, expect.stringContaining('kaarina')]);
  });
});

describe('kuittaus preview', () => {
  it('shows the tasks with their texts', async () => {
    const { code, out } = await called(['preview', SAMPLE]);
    expect(code).toBe(0);
    expect(out).toContain('1. lifecare / consent: jonossa');
    expect(out).toContain('kela / measures: odottaa henkilöä');
    expect(out).toContain('   | Työkyvyn tuen tiimin suositukset');
  });

  it('shows them as data', async () => {
    const { out } = await called(['preview', SAMPLE, '--json']);
    expect(JSON.parse(out)).toMatchObject({ decision: { team: 'kaarina' }, tasks: expect.any(Array) });
  });

  it.each([
    ['unknown-team', { team: 'nowhere' }],
    ['handling-not-allowed', { team: 'rovaniemi' }],
    ['client-missing', { client: undefined }],
    ['unknown-reference', { measures: [{ id: 'm', domain: 'health', text: 't', responsible: 'nobody' }] }],
  ])('says with which code intake would refuse: %s', async (code, changes) => {
    const file = folder.write('d.json', sampleDecision(changes));
    const answer = await called(['preview', file]);
    expect([answer.code, answer.out]).toEqual([1, '']);
    expect(answer.err).toContain(`(${code})`);
  });
});
