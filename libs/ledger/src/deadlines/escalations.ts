import { ESCALATION_STEPS } from '#domain';
import type { Channel, EscalationStep, System, TaskId } from '#domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';

/** A decision with tasks past their deadline. */
export interface OverdueDecision {
  /** The decision's row. */
  readonly decision: string;
  readonly team: string;
  readonly decisionId: string;
  /** The tasks that are past it, the most overdue first. */
  readonly tasks: readonly TaskId[];
  /** The last step told; null when nobody was. */
  readonly step: EscalationStep | null;
  /** The day it was told on, `YYYY-MM-DD`. */
  readonly day: string | null;
}

/** A step, told on a day. */
export interface ToldStep {
  readonly decision: string;
  readonly step: EscalationStep;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

export interface OverdueCount {
  readonly system: System;
  readonly channel: Channel;
  readonly count: number;
}

const LAST_STEP = ESCALATION_STEPS.at(-1) ?? 'administrator';

/** How far each decision with overdue tasks has been told of, so that no step is told twice. */
export class Escalations {
  constructor(private readonly db: Database) {}

  /** Decisions of which nothing is overdue any more begin anew the next time. @returns how many */
  async forgetSolved(): Promise<number> {
    const result = await sql`
      delete from escalation e where not exists (select from task t
        where t.decision = e.decision and t.state in (${OPEN}) and t.due_at < now())
    `.execute(this.db);
    return Number(result.numAffectedRows ?? 0n);
  }

  /**
   * @param graceMs a task that came late, even past its deadline, gets so long
   * @param today decisions that were told of today are left out, as are those that all were told of
   */
  async findOverdue(graceMs: number, today: string, limit: number): Promise<OverdueDecision[]> {
    const { rows } = await sql<OverdueDecision>`
      select t.decision, t.team, t.decision_id as "decisionId", array_agg(t.id order by t.due_at, t.id) as tasks,
        e.step, e.day::text as day
      from task t left join escalation e on e.decision = t.decision
      where t.state in (${OPEN}) and t.due_at < now()
        and t.created_at + make_interval(secs => ${graceMs / 1000}) < now()
        and (e.step is null or (e.step <> ${LAST_STEP} and e.day < ${today}::date))
      group by t.decision, t.team, t.decision_id, e.step, e.day
      order by min(t.due_at)
      limit ${limit}
    `.execute(this.db);
    return rows;
  }

  /** @returns whether the step is the caller's to tell: only one dispatcher gets to */
  async claimStep({ decision, step, day }: ToldStep, before: EscalationStep | null): Promise<boolean> {
    const result = await sql`
      insert into escalation (decision, step, day, told_at) values (${decision}, ${step}, ${day}::date, now())
      on conflict (decision) do update set step = excluded.step, day = excluded.day, told_at = excluded.told_at
        where escalation.step = ${before}::text and escalation.day < excluded.day
    `.execute(this.db);
    return (result.numAffectedRows ?? 0n) === 1n;
  }

  /** The step could not be told, and may be tried again. */
  async releaseStep(told: ToldStep, before: Pick<OverdueDecision, 'step' | 'day'>): Promise<void> {
    const current = this.db
      .selectFrom('escalation')
      .select('decision')
      .where('decision', '=', told.decision)
      .where('step', '=', told.step);
    if (before.step === null || before.day === null) {
      await this.db.deleteFrom('escalation').where('decision', 'in', current).execute();
      return;
    }
    await this.db
      .updateTable('escalation')
      .set({ step: before.step, day: before.day })
      .where('decision', 'in', current)
      .execute();
  }

  /** How many open tasks are past their deadline, by who has to record them; nothing where none is. */
  async countOverdue(): Promise<OverdueCount[]> {
    const { rows } = await sql<OverdueCount>`
      select t.system, t.channel, count(*)::int as count from task t
      where t.state in (${OPEN}) and t.due_at < now()
      group by t.system, t.channel
    `.execute(this.db);
    return rows;
  }
}

/** In the words of the index of open tasks by deadline. */
const OPEN = sql.raw(
  `'waiting', 'queued', 'recording', 'retrying', 'unknown', 'unconfirmed', 'awaiting-person', 'needs-attention'`,
);
