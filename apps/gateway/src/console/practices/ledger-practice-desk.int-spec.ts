import { readFileSync } from 'node:fs';
import { ConfigurationFault, loadConfiguration } from '#configuration';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import type { Principal } from '#security';
import pg from 'pg';
import { LedgerPracticeDesk } from './ledger-practice-desk.js';

const { practices, endpoints } = loadConfiguration('config', {});
const KAARINA = readFileSync('config/teams/kaarina.yaml', 'utf8');
const saku: Principal = { subject: 'saku', roles: new Set(['sysadmin']), teams: 'all' };

let test: TestLedger;
let database: pg.Client;
beforeEach(async () => {
  test = await openTestLedger();
  database = new pg.Client({ connectionString: test.databaseUrl });
  await database.connect();
});
afterEach(async () => {
  await database.end();
  await test.stop();
});

const desk = (mostDecisions?: number) =>
  new LedgerPracticeDesk({
    ...{ ledger: test.ledger, practices, endpoints, clock: () => new Date() },
    ...(mostDecisions === undefined ? {} : { mostDecisions }),
  });
const compare = (text: string, mostDecisions?: number) =>
  desk(mostDecisions).compare(saku, { team: 'kaarina', text, days: 30 });

async function entries(): Promise<{ actor: string; facts: Record<string, unknown> }[]> {
  const { rows } = await database.query<{ actor: string; facts: Record<string, unknown> }>(
    `select actor, facts from audit_entry where kind = 'practice.compared'`,
  );
  return rows;
}

/** Everything that is kept of decisions and what is to be done for them. */
async function truth(): Promise<unknown> {
  const found: unknown[] = [];
  for (const table of ['decision', 'decision_version', 'task', 'outbox']) {
    found.push((await database.query(`select * from ${table} order by 1, 2`)).rows);
  }
  return found;
}

describe('a changed practice', () => {
  it('is compared over the team’s own decisions; the log says who did it, and nothing else changes', async () => {
    for (const id of ['D-1', 'D-2']) await storeDecision(test.ledger, aDecision(id), []);
    await storeDecision(test.ledger, { ...aDecision('D-3'), team: 'turku' }, []);
    const before = await truth();
    const changed = KAARINA.replace('handlings: [meeting, ', 'handlings: [');
    const { version, differences, isCut } = await compare(changed);
    expect(version).toMatch(/^1-[0-9a-f]{12}$/u);
    expect(version).not.toBe(practices.get('kaarina')?.version);
    expect(differences).toMatchObject({ decisions: 2, different: 2 });
    expect(differences.rows).toContainEqual({
      ...{ team: 'kaarina', change: 'refused', by: 'new', code: 'handling-not-allowed' },
      ...{ count: 2, decisionIds: ['D-1', 'D-2'] },
    });
    expect(isCut).toBe(false);
    expect(await truth()).toEqual(before);
    const noted = await entries();
    expect(noted).toEqual([
      {
        actor: expect.stringMatching(/^sysadmin:/u),
        facts: { ofTeam: 'kaarina', since: expect.any(String), version, count: 2, different: 2 },
      },
    ]);
    expect(JSON.stringify([differences, noted])).not.toContain(PERSON.family);
  });

  it('that is the one in force changes nothing', async () => {
    await storeDecision(test.ledger, aDecision('D-1'), []);
    expect((await compare(KAARINA)).differences).toEqual({ decisions: 1, different: 0, rows: [] });
  });

  it('is compared over so many decisions at most, and it is said when there are more', async () => {
    for (const id of ['D-1', 'D-2', 'D-3']) await storeDecision(test.ledger, aDecision(id), []);
    expect(await compare(KAARINA, 2)).toMatchObject({ differences: { decisions: 2 }, isCut: true });
    expect(await compare(KAARINA, 3)).toMatchObject({ differences: { decisions: 3 }, isCut: false });
  });

  it('that is none is refused with its faults by line, and no entry is made', async () => {
    const broken = KAARINA.replace('after: [consent-lifecare]', 'after: [consnt]');
    const refused = await compare(broken).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigurationFault);
    expect((refused as ConfigurationFault).faults).toMatchObject([
      { file: 'kaarina.yaml', line: 30, column: 13, message: 'there is no rule consnt' },
    ]);
    const foreign = await compare(KAARINA.replace('team: kaarina', 'team: turku')).catch(
      (error: unknown) => error,
    );
    expect(foreign).toBeInstanceOf(ConfigurationFault);
    expect(await entries()).toEqual([]);
  });

  it('is not compared for somebody whom the session does not name', async () => {
    const nobody = { ...saku, subject: '' };
    const draft = { team: 'kaarina', text: KAARINA, days: 30 } as const;
    await expect(desk().compare(nobody, draft)).rejects.toMatchObject({ code: 'wrong-role' });
  });
});

describe('the versions of a practice', () => {
  it('are those by which the team’s decisions were planned, the last used first', async () => {
    for (const id of ['D-1', 'D-2', 'D-3']) await storeDecision(test.ledger, aDecision(id), []);
    await storeDecision(test.ledger, { ...aDecision('D-4'), team: 'turku' }, []);
    await database.query(
      `update decision_version v set practice_version = '2-new', taken_at = now() + interval '1 hour'
       from decision d where d.id = v.decision and d.decision_id = 'D-3'`,
    );
    const uses = await desk().uses('kaarina');
    expect(uses.map(({ practiceVersion, decisions }) => [practiceVersion, decisions])).toEqual([
      ['2-new', 1],
      ['1', 2],
    ]);
    expect(uses[1]?.firstAt.getTime()).toBeLessThan(uses[1]?.lastAt.getTime() ?? 0);
    expect(await desk().uses('eura')).toEqual([]);
  });
});
