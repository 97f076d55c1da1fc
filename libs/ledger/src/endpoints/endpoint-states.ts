import { askBreaker, closedBreaker, releaseProbe, tellBreaker } from '#domain';
import type { Admission, AttemptWish, Breaker, BreakerPolicy, BreakerReport, System } from '#domain';
import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';
import { readBreaker } from './breaker-json.js';

/** What all replicas know of an endpoint. */
export interface EndpointState {
  readonly endpoint: string;
  readonly breaker: Breaker;
  /** The system itself said when to come back. */
  readonly notBefore: Date | undefined;
  readonly pause: Pause | undefined;
}

export interface Pause {
  readonly reason: string;
  readonly at: Date;
}

/** States as they were at one moment of the database's clock (R21). */
export interface SeenStates {
  readonly now: Date;
  readonly states: readonly EndpointState[];
}

export interface SeenState {
  readonly now: Date;
  readonly state: EndpointState;
}

/** What an attempt told of its endpoint's system. */
export interface AttemptReport extends BreakerReport {
  /** The system said to come back so much later. */
  readonly retryAfterMs?: number;
}

/** Who did something to an endpoint, and why; goes on the audit log. */
export interface EndpointAct {
  readonly endpoint: string;
  readonly system: System;
  /** As the audit log has it. */
  readonly actor: string;
  readonly reason: string;
}

/** No system is believed that wants to be left alone for longer: the breaker finds out by itself. */
const LONGEST_RETRY_AFTER_MS = 60 * 60 * 1000;

interface StateRow {
  readonly endpoint: string;
  readonly breaker: unknown;
  readonly not_before: Date | null;
  readonly paused_at: Date | null;
  readonly pause_reason: string | null;
  readonly now: Date;
}

/** The endpoints' shared states: breaker, Retry-After and pause. */
export class EndpointStates {
  constructor(private readonly db: Database) {}

  /** @returns a state for each that is asked for, also where nothing ever happened */
  async read(endpoints: readonly string[]): Promise<SeenStates> {
    const { rows } = await sql<StateRow>`
      select e.endpoint, s.breaker, s.not_before, s.paused_at, s.pause_reason, clock_timestamp() as now
      from unnest(${[...endpoints]}::text[]) as e(endpoint) left join endpoint_state s using (endpoint)
    `.execute(this.db);
    return { now: rows[0]?.now ?? new Date(), states: rows.map(stateOf) };
  }

  /** May an attempt begin? The answer is one for all replicas. */
  ask(
    endpoint: string,
    wish: AttemptWish,
    policy: BreakerPolicy,
  ): Promise<SeenState & { readonly admission: Admission }> {
    return this.change(endpoint, ({ state, now }) => {
      const { breaker, admission } = askBreaker(state.breaker, wish, policy, now);
      return { state: { ...state, breaker }, now, admission };
    });
  }

  tell(endpoint: string, report: AttemptReport, policy: BreakerPolicy): Promise<SeenState> {
    return this.change(endpoint, ({ state, now }) => ({
      state: {
        ...state,
        breaker: tellBreaker(state.breaker, report, policy, now),
        notBefore: latest(state.notBefore, notBefore(report, now)),
      },
      now,
    }));
  }

  /** The probe had nothing to do, or said nothing of the system. */
  releaseProbe(endpoint: string, probe: string): Promise<SeenState> {
    return this.change(endpoint, ({ state, now }) => ({
      state: { ...state, breaker: releaseProbe(state.breaker, probe, now) },
      now,
    }));
  }

  /** Nothing is written to the endpoint or asked of it until it is resumed. Again: for another reason. */
  pause(act: EndpointAct): Promise<SeenState> {
    return this.act('endpoint.paused', act, (now) => ({ reason: act.reason, at: now }));
  }

  resume(act: EndpointAct): Promise<SeenState> {
    return this.act('endpoint.resumed', act, () => undefined);
  }

  private act(
    kind: 'endpoint.paused' | 'endpoint.resumed',
    { endpoint, system, actor, reason }: EndpointAct,
    pauseAt: (now: Date) => Pause | undefined,
  ): Promise<SeenState> {
    return this.change(endpoint, async ({ state, now }, tx) => {
      await tx
        .insertInto('audit_entry')
        .values({
          at: now,
          kind,
          actor,
          decision: null,
          version: null,
          task: null,
          attempt: null,
          facts: JSON.stringify({ system, endpoint, why: reason }),
        })
        .execute();
      return { state: { ...state, pause: pauseAt(now) }, now };
    });
  }

  /** One change after the other, whoever makes it. */
  private change<T extends SeenState>(
    endpoint: string,
    work: (seen: SeenState, tx: LedgerTransaction) => T | Promise<T>,
  ): Promise<T> {
    return this.db.transaction().execute(async (tx) => {
      const before = await lockState(tx, endpoint);
      const after = await work({ state: stateOf(before), now: before.now }, tx);
      const { breaker, notBefore: until, pause } = after.state;
      await sql`
        update endpoint_state set breaker = ${JSON.stringify(breaker)}::jsonb, not_before = ${until ?? null},
          paused_at = ${pause?.at ?? null}, pause_reason = ${pause?.reason ?? null}
        where endpoint = ${endpoint}
      `.execute(tx);
      return after;
    });
  }
}

async function lockState(tx: LedgerTransaction, endpoint: string): Promise<StateRow> {
  await sql`insert into endpoint_state (endpoint) values (${endpoint}) on conflict do nothing`.execute(tx);
  await sql`select from endpoint_state where endpoint = ${endpoint} for update`.execute(tx);
  // The time is taken when the lock is held: changes and times have one order.
  const { rows } = await sql<StateRow>`
    select endpoint, breaker, not_before, paused_at, pause_reason, clock_timestamp() as now
    from endpoint_state where endpoint = ${endpoint}
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new TypeError('a row that was just locked is gone');
  return row;
}

function stateOf({ endpoint, breaker, not_before, paused_at, pause_reason, now }: StateRow): EndpointState {
  return {
    endpoint,
    breaker: readBreaker(breaker) ?? closedBreaker(now),
    notBefore: not_before ?? undefined,
    pause: paused_at === null || pause_reason === null ? undefined : { at: paused_at, reason: pause_reason },
  };
}

const notBefore = ({ retryAfterMs }: AttemptReport, now: Date): Date | undefined =>
  retryAfterMs === undefined
    ? undefined
    : new Date(now.getTime() + Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS));

function latest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
