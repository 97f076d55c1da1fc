import type { Decision, Participant } from '#domain';
import { IntakeBench, lineOf } from '../../../testing/intake-bench.js';
import { centre, corrected, kaarina, someone, turku } from '../../../testing/team-decisions.js';

const MADE = 'fi.kuittaus.decision.made';
const CHANGED = 'fi.kuittaus.case-manager.changed';
const CANCELLED = 'fi.kuittaus.decision.cancelled';
const AT = '2026-11-25T08:00:00+02:00';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.start();
});
afterEach(() => bench.stop());

const changeOf = ({ team, decisionId }: Decision, caseManager: Participant, differences: object = {}) => ({
  ...{ team, decisionId, caseManager, changedAt: AT },
  ...differences,
});

const nurse = someone('miepa', 'mental-health-nurse', { rights: ['pegasos'], phone: '040 1' });
const ofCaseManager = async (decision: Decision): Promise<string[]> =>
  (await bench.lines(decision)).filter((line) => line.includes('/case-manager'));
const isCaseManagers = ({ record }: { record: string }): boolean => record === 'case-manager';

describe('a change of the case manager', () => {
  it('replaces the record where it is written; the version stays, and nothing else is touched', async () => {
    const decision = turku('M-1', { caseManager: 'doctor' });
    await bench.take(MADE, decision);
    await bench.work();
    const answer = await bench.take(CHANGED, changeOf(decision, nurse, { reason: 'Vaihtui.' }));
    expect(answer.decision.version).toBe(1);
    expect(answer.warnings).toEqual([]);
    expect(answer.tasks.map(lineOf)).toEqual(['proconsona/case-manager replace: queued']);
    expect(answer.tasks[0]).toMatchObject({ recorder: 'worker', version: 1 });
    await bench.work();
    const rows = bench.systems.proconsona.rows.map(({ order }) => order);
    expect(rows.at(-1)).toMatchObject({
      operation: 'replace',
      content: { name: 'Nimi miepa', role: 'mental-health-nurse', phone: '040 1', caseManager: 'Nimi miepa' },
    });
    expect(await bench.tasks(decision)).toHaveLength(4);
  });

  it('supersedes what was not sent by a create', async () => {
    const decision = turku('M-2', { caseManager: 'doctor' });
    await bench.take(MADE, decision);
    await bench.take(CHANGED, changeOf(decision, nurse));
    await bench.work();
    expect(await ofCaseManager(decision)).toEqual([
      'proconsona/case-manager create: superseded newer-version',
      'proconsona/case-manager create: confirmed',
    ]);
  });

  it('creates the first one, and gives no task where the practice has no such record', async () => {
    const decision = turku('M-3');
    await bench.take(MADE, decision);
    const { tasks } = await bench.take(CHANGED, changeOf(decision, nurse));
    expect(tasks.map(lineOf)).toEqual(['proconsona/case-manager create: queued']);
    const without = kaarina('M-4');
    await bench.take(MADE, without);
    expect((await bench.take(CHANGED, changeOf(without, nurse))).tasks).toEqual([]);
  });

  it('to another system is written there by a person who is no participant', async () => {
    const decision = centre('M-5');
    await bench.take(MADE, decision);
    await bench.work();
    const { tasks } = await bench.take(CHANGED, changeOf(decision, nurse));
    expect(tasks.map(lineOf)).toEqual(['pegasos/case-manager create: queued']);
    await bench.work();
    expect(await ofCaseManager(decision)).toEqual([
      'other/case-manager create: superseded newer-version',
      'pegasos/case-manager create: confirmed',
    ]);
    expect(bench.systems.pegasos.rows.at(-1)?.order).toMatchObject({
      recorder: { id: 'miepa', name: 'Nimi miepa' },
      onBehalfOf: [{ id: 'miepa' }],
    });
  });

  it('replaces in the system left behind, and a correction that keeps the new one leaves it there', async () => {
    const decision = centre('M-6');
    await bench.take(MADE, decision);
    await bench.work();
    await bench.attest(decision, isCaseManagers);
    const { tasks } = await bench.take(CHANGED, changeOf(decision, nurse));
    expect(tasks.map(lineOf)).toEqual([
      'pegasos/case-manager create: queued',
      'other/case-manager replace: awaiting-person',
    ]);
    expect(tasks[1]).toMatchObject({ recorder: 'coordinator', channel: 'manual' });
    await bench.work();
    const kept = corrected(decision, {
      caseManager: 'miepa',
      participants: [...decision.participants, nurse],
    });
    const after = await bench.take(MADE, kept);
    expect(after.tasks.filter(isCaseManagers)).toEqual([]);
    const third = corrected(kept, { caseManager: 'doctor' });
    const { tasks: nullified } = await bench.take(MADE, third);
    expect(nullified.filter(isCaseManagers).map(lineOf)).toEqual([
      'pegasos/case-manager replace: queued',
      'other/case-manager nullify: awaiting-person',
    ]);
  });

  it('is over when a correction names none', async () => {
    const decision = turku('M-7', { caseManager: 'doctor' });
    await bench.take(MADE, decision);
    await bench.take(CHANGED, changeOf(decision, nurse));
    await bench.work();
    const { caseManager: _gone, ...without } = corrected(decision);
    const { tasks } = await bench.take(MADE, without);
    expect(tasks.filter(isCaseManagers).map(lineOf)).toEqual(['proconsona/case-manager nullify: queued']);
  });

  it('takes the same manual system with another person for another system', async () => {
    const decision = centre('M-8');
    await bench.take(MADE, decision);
    await bench.work();
    await bench.attest(decision, isCaseManagers);
    const next = someone('next', 'project-worker');
    const { tasks } = await bench.take(CHANGED, changeOf(decision, next));
    expect(tasks.map((task) => `${lineOf(task)} by ${task.recorder}`)).toEqual([
      'other/case-manager create: awaiting-person by next',
      'other/case-manager replace: awaiting-person by coordinator',
    ]);
  });

  it('gives the warnings of its own duty alone', async () => {
    const decision = centre('M-9');
    await bench.take(MADE, decision);
    const withoutRight = someone('miepa', 'mental-health-nurse');
    expect((await bench.take(CHANGED, changeOf(decision, withoutRight))).warnings).toEqual([
      'no-participant-with-rights:pegasos',
    ]);
    const relative = someone('aino', 'relative-or-support-person');
    const answer = await bench.take(CHANGED, changeOf(decision, relative));
    expect(answer.warnings).toEqual(['no-participant-for:own/case-manager']);
    expect(answer.tasks).toEqual([]);
  });

  it('is withheld under a consent that does not cover it', async () => {
    const decision = turku('M-10', {
      consent: { ...turku('M-10').consent!, covers: ['health'] },
    });
    await bench.take(MADE, decision);
    const { tasks, warnings } = await bench.take(CHANGED, changeOf(decision, nurse));
    expect(tasks.map(lineOf)).toEqual([
      'proconsona/case-manager create: withheld consent-does-not-cover-social',
    ]);
    expect(warnings).toEqual(['consent-does-not-cover-social']);
  });

  it('of a paper consultation of the centre of expertise gives no task', async () => {
    const decision = centre('M-11', { handling: 'paper-consultation', measures: [] });
    await bench.take(MADE, decision);
    expect(await bench.take(CHANGED, changeOf(decision, nurse))).toMatchObject({ tasks: [], warnings: [] });
  });

  it('of an anonymous consultation gives no task, and keeps nobody', async () => {
    const consultation: Decision = {
      ...{ team: 'turku', decisionId: 'M-12', version: 1, handling: 'anonymous-consultation' },
      ...{ handledOn: '2026-11-17', decidedAt: '2026-11-17T12:30:00+02:00', summary: 'Konsultaatio.' },
      participants: [someone('a', 'nurse')],
    };
    await bench.take(MADE, consultation);
    const answer = await bench.take(
      CHANGED,
      changeOf(consultation, someone('b', 'nurse'), { reason: 'Syy' }),
    );
    expect([answer.tasks, answer.warnings]).toEqual([[], []]);
    expect(await bench.query('select id from case_manager_change')).toEqual([]);
  });

  it('can be cancelled: the record is nullified in the name of whoever made it', async () => {
    const decision = centre('M-13');
    await bench.take(MADE, decision);
    await bench.work();
    await bench.take(CHANGED, changeOf(decision, nurse));
    await bench.work();
    const { team, decisionId } = decision;
    await bench.take(CANCELLED, { team, decisionId, version: 1, reason: 'Syy.', cancelledAt: AT });
    await bench.work();
    expect((await ofCaseManager(decision)).at(-1)).toBe('pegasos/case-manager nullify: confirmed');
    const nullified = bench.systems.pegasos.rows.filter(({ order }) => order.operation === 'nullify');
    expect(nullified.map(({ order }) => order.recorder.name).toSorted()).toEqual([
      'Nimi doctor',
      'Nimi miepa',
    ]);
  });

  it('reaches the person’s worklist by their address', async () => {
    const decision = centre('M-14');
    await bench.take(MADE, decision);
    const next = someone('next', 'project-worker', { email: 'Next@Tiimi.example' });
    const { tasks } = await bench.take(CHANGED, changeOf(decision, next));
    const { ledger } = bench.test;
    const found = await ledger.findTask(tasks[0]?.id ?? '');
    expect(found?.recorderIndex).toEqual(ledger.index.of('participant-address', 'next@tiimi.example'));
    expect(await ledger.readAddress(found!.task.id)).toBe('next@tiimi.example');
  });
});

describe('the answers to a change of the case manager', () => {
  it('follow the contract’s order', async () => {
    const decision = turku('M-15');
    expect(await bench.codeOf(CHANGED, changeOf(decision, nurse))).toBe('409 decision-unknown');
    await bench.take(MADE, decision, 'evt-made');
    expect(await bench.codeOf(CHANGED, changeOf(decision, nurse), 'evt-made')).toBe('409 event-id-reused');
    await bench.take(CHANGED, changeOf(decision, nurse), 'evt-changed');
    const again = await bench.take(CHANGED, changeOf(decision, nurse), 'evt-changed');
    expect(again).toMatchObject({ duplicate: true, tasks: [{ record: 'case-manager' }] });
    expect((await bench.take(CHANGED, changeOf(decision, nurse))).tasks).toEqual([]);
    const { team, decisionId } = decision;
    await bench.take(CANCELLED, { team, decisionId, version: 1, reason: 'Syy.', cancelledAt: AT });
    expect(await bench.codeOf(CHANGED, changeOf(decision, nurse))).toBe('409 decision-cancelled');
    expect(await bench.codeOf(CHANGED, changeOf(decision, nurse), 'evt-made')).toBe('409 event-id-reused');
  });
});
