import { called, Folder } from '../../testing/called.js';
import { manyDecisions, storeDecisions } from '../../testing/stored-decisions.js';
import type { StoredDecisions } from '../../testing/stored-decisions.js';

const COUNT = 200;
/** Of these the client is no TYP client. */
const isSpecial = (index: number): boolean => index % 4 === 0;

const client = (typClient: boolean) => ({
  personalIdentityCode: '010594Y9032',
  givenName: 'Matti',
  familyName: 'SALAINEN',
  typClient,
});

let stored: StoredDecisions;
let changed: Folder;
beforeAll(async () => {
  stored = await storeDecisions(
    manyDecisions(COUNT, (index) => ({ client: client(!isSpecial(index)), summary: 'SALAINEN' })),
  );
});
afterAll(() => stored.stop());
beforeEach(() => {
  changed = new Folder().configuration();
});
afterEach(() => changed.remove());

const diff = (...more: string[]) =>
  called(['practice', 'diff', 'config', changed.path, ...more], {
    variables: stored.variables,
    now: new Date(),
  });

async function rows() {
  const { code, out } = await diff('--json');
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe('kuittaus practice diff', () => {
  it('finds no difference between equal practices', async () => {
    expect(await rows()).toEqual({ decisions: COUNT, different: 0, rows: [] });
  });

  it('tells which tasks come and go, in which decisions', async () => {
    // The plan goes to TYP for those who are no TYP clients, and only for them.
    changed
      .change('teams/kaarina.yaml', 'id: plan-typ', 'id: plan-for-others')
      .change('teams/kaarina.yaml', '      typClient: true\n', '      typClient: false\n');
    const { decisions, different, rows: found } = await rows();
    expect([decisions, different]).toEqual([COUNT, COUNT]);
    const lines = found.map(({ team, change, rule, system, record, count }: Record<string, string>) =>
      [team, change, rule, system, record, count].join(' '),
    );
    expect(lines).toEqual([
      'kaarina added kaarina/plan-for-others typ plan 50',
      'kaarina removed kaarina/plan-typ typ plan 150',
    ]);
    expect(found[0].decisionIds.slice(0, 3)).toEqual(['D-00000', 'D-00004', 'D-00008']);
  });

  it('tells what of a task changes', async () => {
    changed.change('teams/kaarina.yaml', '    visibleToClient: true\n    carries: every\n', '');
    const { rows: found } = await rows();
    expect(found).toMatchObject([
      {
        change: 'changed',
        rule: 'kaarina/recommendation-lifecare',
        facts: expect.arrayContaining(['visibleToClient']),
      },
    ]);
  });

  it('tells when the new practice would not take the decision at all', async () => {
    changed.change('teams/kaarina.yaml', 'handlings: [meeting, ', 'handlings: [');
    const { rows: found } = await rows();
    expect(found).toContainEqual(
      expect.objectContaining({ change: 'refused', by: 'new', code: 'handling-not-allowed', count: COUNT }),
    );
  });

  it('says it in Finnish, with a few ids and nothing of a client', async () => {
    changed.change('teams/kaarina.yaml', 'id: plan-typ', 'id: plan-in-typ');
    const { code, out } = await diff();
    expect(code).toBe(0);
    expect(out).toContain(`${COUNT}; toisin suunniteltaisiin 150.`);
    expect(out).toContain('kaarina: kaarina/plan-in-typ typ/plan muuttuu (sääntö): 150 päätöstä');
    expect(out).toContain('D-00001, D-00002');
    expect(out).toContain('ja 140 muuta (--json)');
    expect(out).not.toContain('SALAINEN');
    expect((await diff('--json')).out).not.toContain('SALAINEN');
  });

  it('looks at the period only', async () => {
    changed.change('teams/kaarina.yaml', 'id: plan-typ', 'id: plan-in-typ');
    const later = new Date(Date.now() + 3 * 24 * 3_600_000);
    const { out } = await called(['practice', 'diff', 'config', changed.path, '--since', '2d', '--json'], {
      variables: stored.variables,
      now: later,
    });
    expect(JSON.parse(out)).toEqual({ decisions: 0, different: 0, rows: [] });
  });

  it('tells the faults of a practice, and of a setting by its name', async () => {
    changed.change('teams/kaarina.yaml', 'version: 1', 'version: one');
    expect(await diff()).toMatchObject({ code: 1, err: expect.stringContaining('pitää olla kokonaisluku') });
    const unset = await called(['practice', 'diff', 'config', 'config'], { variables: {} });
    expect(unset).toMatchObject({ code: 2, err: expect.stringContaining('DATABASE_URL is not set') });
  });
});
