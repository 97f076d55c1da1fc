import type { Decision, Sector } from '#domain';
import { IntakeBench, lineOf } from '../../../testing/intake-bench.js';
import { consentOf, corrected, kaarina, MATTI, turku } from '../../../testing/team-decisions.js';

const MADE = 'fi.kuittaus.decision.made';
const WITHDRAWN = 'fi.kuittaus.consent.withdrawn';
const CANCELLED = 'fi.kuittaus.decision.cancelled';
const AT = '2026-11-18T09:00:00+02:00';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.start();
});
afterEach(() => bench.stop());

const withdrawalOf = (
  { team, decisionId, consent }: Decision,
  { covers, ...differences }: { covers?: readonly Sector[]; consentId?: string; withdrawnAt?: string } = {},
) => ({
  ...{ team, decisionId, consentId: consent?.id ?? 'S-0', withdrawnAt: AT },
  ...(covers === undefined ? {} : { covers }),
  ...differences,
});

const cancel = ({ team, decisionId, version }: Decision) =>
  bench.take(CANCELLED, { team, decisionId, version, reason: 'Syy.', cancelledAt: AT });

const consentContents = () =>
  bench.systems.lifecare.rows
    .filter(({ order }) => order.record === 'consent')
    .map(({ order }) => order.content);

describe('a withdrawal of the whole consent', () => {
  it('ends what was not sent, and what is recorded stays', async () => {
    const decision = turku('W-1');
    bench.systems.proconsona.faults.push('away');
    await bench.take(MADE, decision);
    await bench.work(1);
    const { tasks, warnings } = await bench.take(WITHDRAWN, withdrawalOf(decision));
    expect([tasks, warnings]).toEqual([[], []]);
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'pegasos/measures create: confirmed',
      'proconsona/measures create: cancelled consent-withdrawn',
    ]);
    expect(bench.systems.proconsona.rows).toEqual([]);
  });

  it('looks up what may have been written, and never writes it afterwards', async () => {
    const decision = turku('W-2');
    bench.systems.pegasos.faults.push('never-stored');
    bench.systems.proconsona.faults.push('answer-lost');
    await bench.take(MADE, decision);
    await bench.work(1);
    await bench.take(WITHDRAWN, withdrawalOf(decision));
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'pegasos/measures create: cancelled consent-withdrawn',
      'proconsona/measures create: confirmed',
    ]);
    expect(bench.systems.pegasos.rows).toEqual([]);
  });

  it('that comes in the middle of a write which is refused then leaves nothing to be found out', async () => {
    const decision = turku('W-3');
    bench.systems.pegasos.faults.push('refused');
    bench.systems.pegasos.during = async () => {
      await bench.take(WITHDRAWN, withdrawalOf(decision));
    };
    await bench.take(MADE, decision);
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'pegasos/measures create: cancelled consent-withdrawn',
      'proconsona/measures create: cancelled consent-withdrawn',
    ]);
  });

  it('is recorded where the team records consents, in every decision under it that is not cancelled', async () => {
    const shared = { consent: consentOf('S-common', ['health', 'employment']) };
    const [one, two, gone] = [kaarina('W-4', shared), kaarina('W-5', shared), kaarina('W-6', shared)];
    const other = kaarina('W-7');
    for (const decision of [one, two, gone, other]) await bench.take(MADE, decision);
    await bench.work();
    await cancel(gone);
    await bench.work();
    const { tasks } = await bench.take(WITHDRAWN, withdrawalOf(one));
    expect(tasks.map(lineOf)).toEqual(['lifecare/consent replace: queued']);
    expect(tasks[0]).toMatchObject({ decisionId: 'W-4', version: 1, recorder: 'secretary' });
    await bench.work();
    for (const decision of [one, two]) {
      expect((await bench.lines(decision)).at(-1)).toBe('lifecare/consent replace: confirmed');
    }
    expect(await bench.tasks(other)).toHaveLength(4);
    expect(await bench.tasks(gone)).toHaveLength(8);
    expect(consentContents().at(-1)).toMatchObject({ covers: [], withdrawnAt: AT });
    const entries = await bench.query(`select decision from audit_entry where kind = 'consent.withdrawn'`);
    expect(entries).toHaveLength(2);
  });

  it('tells of the withdrawal at once where the consent was not recorded yet', async () => {
    const decision = kaarina('W-8');
    await bench.take(MADE, decision);
    const { tasks } = await bench.take(WITHDRAWN, withdrawalOf(decision));
    expect(tasks.map(lineOf)).toEqual(['lifecare/consent create: queued']);
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'lifecare/consent create: superseded newer-version',
      'lifecare/recommendation create: cancelled consent-withdrawn',
      'kanta/recommendation create: cancelled consent-withdrawn',
      'sofia-crm/contact-note create: cancelled consent-withdrawn',
      'lifecare/consent create: confirmed',
    ]);
    expect(consentContents()).toMatchObject([{ covers: [], withdrawnAt: AT }]);
  });

  it('leaves the visit, which is the physician’s own entry', async () => {
    const decision: Decision = {
      ...turku('W-9'),
      team: 'sote-akseli',
      handling: 'joint-reception',
      visit: { physician: 'doctor', startedAt: AT, text: 'Käynti.' },
    };
    await bench.take(MADE, decision);
    await bench.take(WITHDRAWN, withdrawalOf(decision));
    await bench.work();
    const visit = (await bench.lines(decision)).filter((line) => line.includes('/visit'));
    expect(visit).toEqual(['pegasos/visit create: confirmed']);
  });

  it('taken a second time changes nothing', async () => {
    const decision = kaarina('W-10');
    await bench.take(MADE, decision);
    await bench.work();
    await bench.take(WITHDRAWN, withdrawalOf(decision));
    await bench.work();
    const before = await bench.lines(decision);
    const again = await bench.take(
      WITHDRAWN,
      withdrawalOf(decision, { withdrawnAt: '2026-11-20T09:00:00Z' }),
    );
    expect(again).toMatchObject({ duplicate: false, tasks: [] });
    expect((await bench.take(WITHDRAWN, withdrawalOf(decision, { covers: ['social'] }))).tasks).toEqual([]);
    expect(await bench.lines(decision)).toEqual(before);
  });
});

describe('a withdrawal of some sectors', () => {
  it('ends theirs alone, and the record of the consent tells what is left', async () => {
    const decision = kaarina('W-11');
    bench.systems['sofia-crm'].faults.push('away');
    await bench.take(MADE, decision);
    await bench.work(1);
    await bench.take(WITHDRAWN, withdrawalOf(decision, { covers: ['employment', 'other'] }));
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'lifecare/consent create: confirmed',
      'lifecare/recommendation create: confirmed',
      'kanta/recommendation create: confirmed',
      'sofia-crm/contact-note create: cancelled consent-withdrawn',
      'lifecare/consent replace: confirmed',
    ]);
    expect(consentContents().at(-1)).toMatchObject({ covers: ['health', 'social', 'benefits'] });
  });
});

describe('a version that comes after a withdrawal', () => {
  it('is withheld as long as it repeats the consent’s id, also with another content', async () => {
    const decision = turku('W-12');
    await bench.take(MADE, decision);
    await bench.take(WITHDRAWN, withdrawalOf(decision, { covers: ['social'] }));
    const next = corrected(decision, {
      consent: { ...consentOf('S-W-12'), givenOn: '2026-11-19' },
      measures: [{ id: 'm1', domain: 'general', text: 'Muu.', responsible: 'doctor' }],
    });
    const { tasks, warnings } = await bench.take(MADE, next);
    expect(tasks.map(lineOf)).toEqual([
      'pegasos/measures create: queued',
      'proconsona/measures create: withheld consent-withdrawn',
    ]);
    expect(warnings).toEqual(['consent-withdrawn']);
  });

  it('adds nothing where it would only be withheld again, and records under a new consent', async () => {
    const decision = turku('W-13');
    await bench.take(MADE, decision);
    await bench.take(WITHDRAWN, withdrawalOf(decision));
    const second = corrected(decision, { followUp: { reason: 'statement-arrives' } });
    const again = await bench.take(MADE, second);
    expect([again.tasks, again.warnings]).toEqual([[], ['consent-withdrawn']]);
    await bench.take(MADE, corrected(second, { consent: consentOf('S-new') }));
    await bench.work();
    expect((await bench.lines(decision)).slice(2)).toEqual([
      'pegasos/measures create: confirmed',
      'proconsona/measures create: confirmed',
    ]);
  });

  it('of another decision of the same client and team is withheld too, and of nobody else', async () => {
    const shared = { consent: consentOf('S-shared') };
    const decision = turku('W-14', shared);
    await bench.take(MADE, decision);
    await bench.take(WITHDRAWN, withdrawalOf(decision));
    const linesAfter = async (other: Decision) =>
      (await bench.take(MADE, other)).tasks.map(({ state }) => state);
    expect(await linesAfter(turku('W-15', shared))).toEqual(['withheld', 'withheld']);
    const neighbour = { ...MATTI, personalIdentityCode: '020594Y9033' };
    expect(await linesAfter(turku('W-16', { ...shared, client: neighbour }))).toEqual(['queued', 'queued']);
    expect(await linesAfter({ ...turku('W-17', shared), team: 'lieto' })).not.toContain('cancelled');
    const [other] = await bench.tasks({ team: 'lieto', decisionId: 'W-17' });
    expect(other?.reason).not.toBe('consent-withdrawn');
  });

  it('counts for decisions by their newest version alone', async () => {
    const decision = turku('W-18');
    await bench.take(MADE, decision);
    await bench.take(MADE, corrected(decision, { consent: consentOf('S-newer') }));
    expect((await bench.take(WITHDRAWN, withdrawalOf(decision))).tasks).toEqual([]);
    await bench.work();
    const states = (await bench.tasks(decision)).map(({ state }) => state);
    expect(states).toContain('confirmed');
    expect(states).not.toContain('cancelled');
  });
});

describe('the answers to a withdrawal', () => {
  it('follow the contract’s order', async () => {
    const decision = turku('W-19');
    const unknown = withdrawalOf(decision, { consentId: 'S-none' });
    expect(await bench.codeOf(WITHDRAWN, unknown)).toBe('409 decision-unknown');
    await bench.take(MADE, decision, 'evt-made');
    expect(await bench.codeOf(WITHDRAWN, unknown)).toBe('422 consent-unknown');
    expect(await bench.codeOf(WITHDRAWN, unknown, 'evt-made')).toBe('422 consent-unknown');
    expect(await bench.codeOf(WITHDRAWN, withdrawalOf(decision), 'evt-made')).toBe('409 event-id-reused');
    expect(await bench.codeOf(WITHDRAWN, { ...unknown, decisionId: 'W-0' }, 'evt-made')).toBe(
      '409 event-id-reused',
    );
    const first = await bench.take(WITHDRAWN, withdrawalOf(decision), 'evt-withdrawn');
    const again = await bench.take(WITHDRAWN, withdrawalOf(decision), 'evt-withdrawn');
    expect([first.duplicate, again.duplicate]).toEqual([false, true]);
  });

  it('are 202 without tasks after a cancellation, when nothing else is taken', async () => {
    const decision = kaarina('W-20');
    await bench.take(MADE, decision);
    await bench.work();
    await cancel(decision);
    expect(await bench.codeOf(WITHDRAWN, withdrawalOf(decision, { consentId: 'S-none' }))).toBe(
      '422 consent-unknown',
    );
    expect((await bench.take(WITHDRAWN, withdrawalOf(decision))).tasks).toEqual([]);
    await bench.work();
    expect((await bench.tasks(decision)).filter(({ operation }) => operation === 'replace')).toEqual([]);
  });

  it('list the tasks of the event’s own decision alone, also when it is repeated', async () => {
    const shared = { consent: consentOf('S-both') };
    for (const id of ['W-21', 'W-22']) await bench.take(MADE, kaarina(id, shared));
    await bench.work();
    const withdrawal = withdrawalOf(kaarina('W-22', shared));
    const answers = [
      await bench.take(WITHDRAWN, withdrawal, 'evt-both'),
      await bench.take(WITHDRAWN, withdrawal, 'evt-both'),
    ];
    for (const { tasks } of answers) expect(tasks.map(({ decisionId }) => decisionId)).toEqual(['W-22']);
  });
});

describe('at the same time', () => {
  it('many withdrawals of many decisions neither wait for each other for ever nor double anything', async () => {
    const ids = Array.from({ length: 8 }, (_, place) => `P-${String(place)}`);
    const decisionOf = (id: string, place: number): Decision =>
      kaarina(id, { consent: consentOf(place % 2 === 0 ? 'S-even' : 'S-odd') });
    for (const [place, id] of ids.entries()) await bench.take(MADE, decisionOf(id, place));
    await bench.work();
    await Promise.all(
      ids.flatMap((id, place) => [
        bench.take(WITHDRAWN, withdrawalOf(decisionOf(id, place))),
        bench.take(WITHDRAWN, withdrawalOf(decisionOf(id, place), { covers: ['health'] })),
      ]),
    );
    await bench.work();
    for (const id of ids) {
      const tasks = await bench.tasks({ team: 'kaarina', decisionId: id });
      expect(tasks.every(({ state }) => state === 'confirmed' || state === 'superseded')).toBe(true);
    }
  });

  it('a decision and the withdrawal of its consent leave nothing to be written, whoever comes first', async () => {
    const shared = { consent: consentOf('S-race') };
    const first = turku('R-0', shared);
    await bench.take(MADE, first);
    const racing = Array.from({ length: 20 }, (_, place) => turku(`R-${String(place + 1)}`, shared));
    await Promise.all([
      ...racing.slice(0, 10).map((decision) => bench.take(MADE, decision)),
      bench.take(WITHDRAWN, withdrawalOf(first)),
      ...racing.slice(10).map((decision) => bench.take(MADE, decision)),
    ]);
    for (const decision of racing) {
      const states = (await bench.tasks(decision)).map(({ state, reason }) => `${state} ${reason ?? ''}`);
      expect(['withheld consent-withdrawn', 'cancelled consent-withdrawn']).toContain(states[0]);
    }
    await bench.work();
    expect(bench.systems.pegasos.rows).toEqual([]);
  });

  it('an attempt that opens after the withdrawal was answered never writes', async () => {
    const decision = turku('R-30');
    await bench.take(MADE, decision);
    // As if the task had come to its queue past the withdrawal: only the gate at the write is left.
    await bench.take(WITHDRAWN, withdrawalOf(decision));
    await bench.query(`update task set state = 'queued', reason = null, generation = 7`);
    await bench.query(
      `insert into outbox (task, endpoint, generation, due_at) select id, endpoint, 7, now() from task`,
    );
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'pegasos/measures create: withheld consent-withdrawn',
      'proconsona/measures create: withheld consent-withdrawn',
    ]);
    expect(bench.systems.pegasos.rows).toEqual([]);
  });
});
