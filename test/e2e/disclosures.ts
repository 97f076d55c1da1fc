import { disclosureOf } from '#audit';
import type { AuditEntry } from '#audit';
import type { JournalRow } from './house/views.js';

/** What the log and the record systems' own journals tell of each other. */
export interface Compared {
  /** Rows that were compared. */
  readonly written: number;
  /** Written there, and no entry of the log says that it was given. */
  readonly withoutEntry: readonly string[];
  /** The log says that it was given, and it is not there. */
  readonly withoutWrite: readonly string[];
  /** Given by what the log says may have arrived, and did not. */
  readonly lostOnTheWay: readonly string[];
}

/** Outcomes of a write by which the system said itself that it has the record. */
const TAKEN = new Set(['recorded', 'already-recorded']);

/**
 * Holds disclosure entries against what the stand-ins stored, by nothing but the log and the journals: an entry of a
 * write names its task, and that of its confirmation where the record is.
 */
export function compareDisclosures(
  journals: Readonly<Partial<Record<string, readonly JournalRow[]>>>,
  entries: readonly AuditEntry[],
): Compared {
  const rows = new Set(
    Object.entries(journals).flatMap(([system, stored = []]) =>
      stored.map(({ id, version, record, operation }) => placeOf({ system, record, operation, id, version })),
    ),
  );
  const places = placesByTask(entries);
  const given = entries.filter((entry) => disclosureOf(entry)?.kind === 'attempt.ended');
  const covered = new Set(given.flatMap(({ task = '' }) => places.get(task) ?? []));
  const isThere = ({ task = '' }: AuditEntry): boolean =>
    (places.get(task) ?? []).some((place) => rows.has(place));
  const missing = given.filter((entry) => !isThere(entry));
  const isTaken = ({ outcome }: AuditEntry): boolean => TAKEN.has(outcome?.outcome ?? '');
  return {
    written: rows.size,
    withoutEntry: [...rows].filter((place) => !covered.has(place)),
    withoutWrite: missing.filter(isTaken).map(nameOf),
    lostOnTheWay: missing.filter((entry) => !isTaken(entry)).map(nameOf),
  };
}

function placesByTask(entries: readonly AuditEntry[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const { kind, task, to, what, outcome } of entries) {
    const evidence = outcome?.evidence;
    if (kind !== 'task.confirmed' || task === undefined || !isEvidence(evidence)) continue;
    const place = placeOf({
      system: to?.system ?? '',
      record: what?.record ?? '',
      operation: what?.operation ?? '',
      id: evidence.targetId,
      version: evidence.targetVersion,
    });
    places.set(task, [...(places.get(task) ?? []), place]);
  }
  return places;
}

interface Place {
  readonly system: string;
  readonly record: string;
  readonly operation: string;
  readonly id: string;
  readonly version: string;
}

const placeOf = ({ system, record, operation, id, version }: Place): string =>
  `${system}/${record} ${operation} ${id} v${version}`;

const nameOf = ({ index, to, what, outcome }: AuditEntry): string =>
  `entry ${index}: ${to?.system ?? '-'}/${what?.record ?? '-'} ${what?.operation ?? '-'} ${outcome?.outcome ?? '-'}`;

const isEvidence = (value: unknown): value is { readonly targetId: string; readonly targetVersion: string } =>
  typeof value === 'object' && value !== null && 'targetId' in value && 'targetVersion' in value;
