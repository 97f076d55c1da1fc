import type { Decision } from '#domain';
import { IntakeBench, lineOf } from '../../../testing/intake-bench.js';
import { corrected, kaarina, turku } from '../../../testing/team-decisions.js';

const MADE = 'fi.kuittaus.decision.made';
const CANCELLED = 'fi.kuittaus.decision.cancelled';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.start();
});
afterEach(() => bench.stop());

const cancellationOf = ({ team, decisionId, version }: Decision, differences: object = {}) => ({
  ...{ team, decisionId, version, reason: 'Väärä asiakas.', cancelledAt: '2026-11-18T09:00:00+02:00' },
  ...differences,
});

describe('a cancellation', () => {
  it('nullifies what was written, the last first, and the decision is cancelled', async () => {
    const decision = kaarina('C-1');
    await bench.take(MADE, decision);
    await bench.work();
    const { tasks, warnings } = await bench.take(CANCELLED, cancellationOf(decision));
    expect(tasks.map(({ system, record, operation }) => `${system}/${record} ${operation}`)).toEqual([
      'lifecare/consent nullify',
      'lifecare/recommendation nullify',
      'kanta/recommendation nullify',
      'sofia-crm/contact-note nullify',
    ]);
    expect(warnings).toEqual([]);
    await bench.work();
    expect(bench.systems.lifecare.journal).toEqual([
      'consent create 1',
      'recommendation create 1',
      'recommendation nullify 2',
      'consent nullify 2',
    ]);
    const found = await bench.test.ledger.findDecision('kaarina', 'C-1');
    expect(found?.cancelled).toBe(true);
    expect(found?.tasks.every(({ state }) => state === 'confirmed')).toBe(true);
    expect(found?.history.map(({ type, version }) => [type, version])).toEqual([
      [MADE, 1],
      [CANCELLED, 1],
    ]);
  });

  it('takes the Kanta document after Lifecare’s, which makes it', async () => {
    const decision = kaarina('C-1');
    await bench.take(MADE, decision);
    await bench.work();
    const { tasks } = await bench.take(CANCELLED, cancellationOf(decision));
    const inKanta = tasks.find(({ system }) => system === 'kanta');
    expect(inKanta).toMatchObject({ after: ['lifecare/recommendation'], state: 'waiting' });
  });

  it('ends what was not sent, and writes nothing of it', async () => {
    const decision = turku('C-2');
    await bench.take(MADE, decision);
    expect((await bench.take(CANCELLED, cancellationOf(decision))).tasks).toEqual([]);
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'pegasos/measures create: cancelled decision-cancelled',
      'proconsona/measures create: cancelled decision-cancelled',
    ]);
    expect(bench.systems.pegasos.rows).toEqual([]);
  });

  it('waits for a write whose answer was lost, and nullifies what it wrote', async () => {
    const decision = turku('C-3');
    bench.systems.pegasos.faults.push('answer-lost');
    await bench.take(MADE, decision);
    await bench.work(1);
    const { tasks } = await bench.take(CANCELLED, cancellationOf(decision));
    expect(tasks.map(lineOf)).toEqual([
      'pegasos/measures nullify: waiting',
      'proconsona/measures nullify: queued',
    ]);
    await bench.work();
    expect(bench.systems.pegasos.journal).toEqual(['measures create 1', 'measures nullify 2']);
  });

  it('finds nothing to nullify where the write never happened, and writes nothing afterwards', async () => {
    const decision = turku('C-4');
    bench.systems.pegasos.faults.push('never-stored');
    await bench.take(MADE, decision);
    await bench.work(1);
    await bench.take(CANCELLED, cancellationOf(decision));
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'pegasos/measures create: cancelled decision-cancelled',
      'proconsona/measures create: confirmed',
      'pegasos/measures nullify: cancelled nothing-to-nullify',
      'proconsona/measures nullify: confirmed',
    ]);
    expect(bench.systems.pegasos.rows).toEqual([]);
  });

  it('that comes in the middle of a write nullifies what that write made', async () => {
    const decision = turku('C-5');
    bench.systems.pegasos.during = async ({ operation }) => {
      if (operation === 'create') await bench.take(CANCELLED, cancellationOf(decision));
    };
    await bench.take(MADE, decision);
    await bench.work();
    expect(bench.systems.pegasos.journal).toEqual(['measures create 1', 'measures nullify 2']);
    expect(bench.systems.proconsona.rows).toEqual([]);
  });

  it('needs a person where the older write stays unclear, and goes on when that is cleared up', async () => {
    const decision = turku('C-6');
    const { pegasos } = bench.systems;
    pegasos.faults.push('answer-lost');
    pegasos.cannotBeAsked = true;
    await bench.take(MADE, decision);
    await bench.work();
    expect((await bench.lines(decision))[0]).toBe('pegasos/measures create: needs-attention outcome-unknown');
    await bench.take(CANCELLED, cancellationOf(decision));
    await bench.work();
    expect(await bench.lines(decision)).toEqual([
      'pegasos/measures create: needs-attention outcome-unknown',
      'proconsona/measures create: confirmed',
      'pegasos/measures nullify: needs-attention outcome-unknown',
      'proconsona/measures nullify: confirmed',
    ]);
    await bench.attest(decision, ({ system }) => system === 'pegasos');
    expect((await bench.lines(decision))[2]).toBe('pegasos/measures nullify: awaiting-person');
  });

  it('nullifies by whom the record was made, though that person left with a correction', async () => {
    const decision = turku('C-7');
    await bench.take(MADE, decision);
    await bench.work();
    const next = corrected(decision, {
      participants: decision.participants.map((one) => (one.id === 'doctor' ? { ...one, id: 'locum' } : one)),
      measures: [{ id: 'm1', domain: 'general', text: 'Lääkäriaika.', responsible: 'locum' }],
    });
    await bench.take(MADE, next);
    const { tasks } = await bench.take(CANCELLED, cancellationOf(next));
    expect(tasks.map(({ recorder, operation }) => `${recorder} ${operation}`)).toEqual([
      'doctor nullify',
      'worker nullify',
    ]);
    await bench.work();
    expect(bench.systems.pegasos.rows.at(-1)?.order).toMatchObject({
      operation: 'nullify',
      recorder: { name: 'Nimi doctor' },
    });
  });

  it('is stored with its reason unreadable, and on the audit log without it', async () => {
    const decision = turku('C-8');
    await bench.take(MADE, decision);
    await bench.take(CANCELLED, cancellationOf(decision), 'evt-c8');
    const [event] = await bench.query<{ reason: Buffer }>('select reason from event where event_id = $1', [
      'evt-c8',
    ]);
    expect(event?.reason.length).toBeGreaterThan(0);
    expect(event?.reason.toString()).not.toContain('asiakas');
    const entries = await bench.query<{ actor: string; facts: object }>(
      `select actor, facts from audit_entry where kind = 'decision.cancelled'`,
    );
    expect(entries).toEqual([
      {
        actor: 'sender:sample',
        facts: { type: CANCELLED, eventId: 'evt-c8', cancelledAt: '2026-11-18T09:00:00+02:00' },
      },
    ]);
  });

  it('of an anonymous consultation is taken, and keeps nothing that was said', async () => {
    const consultation: Decision = {
      ...{ team: 'rovaniemi', decisionId: 'C-9', version: 1, handling: 'anonymous-consultation' },
      ...{ handledOn: '2026-11-17', decidedAt: '2026-11-17T12:30:00+02:00', summary: 'Konsultaatio.' },
      participants: [{ id: 'a', role: 'nurse', name: 'N', organisation: { name: 'O' } }],
    };
    await bench.take(MADE, consultation);
    expect((await bench.take(CANCELLED, cancellationOf(consultation))).tasks).toEqual([]);
    const rows = await bench.query<{ reason: Buffer | null }>('select reason from event');
    expect(rows.every(({ reason }) => reason === null)).toBe(true);
    expect((await bench.test.ledger.findDecision('rovaniemi', 'C-9'))?.cancelled).toBe(true);
  });
});

describe('the answers to a cancellation', () => {
  it('follow the contract’s order', async () => {
    const decision = turku('C-10');
    const of = (differences: object = {}) => cancellationOf(decision, differences);
    expect(await bench.codeOf(CANCELLED, of())).toBe('409 decision-unknown');
    await bench.take(MADE, decision, 'evt-made');
    expect(await bench.codeOf(CANCELLED, of({ decisionId: 'C-0' }), 'evt-made')).toBe('409 event-id-reused');
    await bench.take(MADE, corrected(decision));
    expect(await bench.codeOf(CANCELLED, of())).toBe('409 version-not-newest');
    expect(await bench.codeOf(CANCELLED, of({ version: 3 }))).toBe('409 version-gap');
    await bench.take(CANCELLED, of({ version: 2 }), 'evt-cancel');
    expect(await bench.codeOf(CANCELLED, of({ version: 2 }))).toBe('409 decision-cancelled');
    expect(await bench.codeOf(CANCELLED, of({ version: 9 }))).toBe('409 decision-cancelled');
    expect(await bench.codeOf(CANCELLED, of({ version: 9 }), 'evt-cancel')).toBe('409 event-id-reused');
    expect(await bench.codeOf(MADE, corrected(decision))).toBe('409 decision-cancelled');
    const again = await bench.take(CANCELLED, of({ version: 2 }), 'evt-cancel');
    expect(again).toMatchObject({ duplicate: true, eventId: 'evt-cancel', tasks: [], warnings: [] });
  });

  it('is given once however many copies come at once', async () => {
    const decision = turku('C-11');
    await bench.take(MADE, decision);
    await bench.work();
    const copies = await Promise.all(
      Array.from({ length: 100 }, () => bench.take(CANCELLED, cancellationOf(decision), 'evt-copy')),
    );
    expect(copies.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(copies.map(({ tasks }) => tasks.map(({ id }) => id).join())).size).toBe(1);
    expect(await bench.tasks(decision)).toHaveLength(4);
  });
});
