import type { AutomaticSystem } from '#domain';
import type { JournalRow } from '../../e2e/house/views.js';
import type { ChaosSystem } from '../system/chaos-system.js';
import type { LedgerReader } from '../system/ledger-reader.js';

/** A task as its row is. */
export interface TaskRow {
  readonly id: string;
  readonly ordinal: number;
  readonly event: string;
  readonly decision_id: string;
  readonly version: number;
  readonly system: string;
  readonly endpoint: string;
  readonly record: string;
  readonly operation: string;
  readonly channel: string;
  readonly recorder: string;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly target_id: string | null;
  readonly target_version: string | null;
  readonly evidence_level: string | null;
}

export interface AttemptRow {
  readonly id: string;
  readonly task: string;
  readonly number: number;
  readonly kind: 'write' | 'look-up' | 'read-back';
  readonly worker: string;
  readonly begun_at: Date;
  readonly ended_at: Date | null;
  readonly outcome: string | null;
  readonly code: string | null;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly decision: string | null;
  readonly task: string | null;
  readonly attempt: string | null;
  readonly state: string | null;
}

export interface EventRow {
  readonly id: string;
  readonly event_id: string;
  readonly type: string;
  readonly decision: string;
  readonly decision_id: string;
  readonly version: number;
  readonly taken_at: Date;
  readonly repeats: string | null;
}

/** Everything that the checker looks at: the ledger at one moment, and the systems' journals right after it. */
export interface Picture {
  /** By the rig's clock, before the ledger was looked at: what came later may be missing. */
  readonly takenAt: Date;
  readonly tasks: readonly TaskRow[];
  readonly attempts: readonly AttemptRow[];
  readonly audit: readonly AuditRow[];
  readonly events: readonly EventRow[];
  readonly journals: ReadonlyMap<string, readonly JournalRow[]>;
}

/** The journals come last: what the ledger says is confirmed must then be in them. */
export async function takePicture(system: ChaosSystem): Promise<Picture> {
  const takenAt = new Date();
  const ledger = await system.ledger.snapshot(readLedger);
  const journals = new Map<AutomaticSystem, readonly JournalRow[]>();
  for (const [name, standIn] of system.standIns) journals.set(name, await standIn.journal());
  return { takenAt, ...ledger, journals };
}

async function readLedger(query: LedgerReader['query']): Promise<Omit<Picture, 'takenAt' | 'journals'>> {
  return {
    tasks: await query<TaskRow & Record<string, unknown>>(
      `select id, ordinal, event, decision_id, version, system, endpoint, record, operation, channel, recorder, state,
         reason, attempts, target_id, target_version, evidence_level
       from task order by decision, ordinal`,
    ),
    attempts: await query<AttemptRow & Record<string, unknown>>(
      `select id, task, number, kind, worker, begun_at, ended_at, outcome, code from attempt order by task, number`,
    ),
    audit: await query<AuditRow & Record<string, unknown>>(
      `select id::text, at, kind, decision, task, attempt, facts ->> 'state' as state from audit_entry order by audit_entry.id`,
    ),
    events: await query<EventRow & Record<string, unknown>>(
      `select e.id, e.event_id, e.type, e.decision, d.decision_id, e.version, e.taken_at, e.repeats
       from event e join decision d on d.id = e.decision order by e.taken_at`,
    ),
  };
}

export const FINAL = new Set(['confirmed', 'attested', 'withheld', 'cancelled', 'superseded']);
export const WITH_A_PERSON = new Set(['awaiting-person', 'needs-attention']);

/** @returns the rows grouped by what the key says, in their order */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
