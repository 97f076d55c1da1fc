import { ENTRY_KINDS, ENTRY_SCHEMA, isEntryKind } from '#audit';
import type { Actor, AuditEntry, EntryOutcome, Grounds, RecordClass } from '#audit';

/** An entry that has no place yet, with what belongs to it elsewhere in the ledger. */
export interface EntryRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly version: number | null;
  readonly task: string | null;
  readonly attempt: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly decision: string | null;
  readonly team: string | null;
  readonly decisionId: string | null;
  readonly consentId: string | null;
  /** Of the decision in which that consent stands. */
  readonly consentVersion: number | null;
  readonly practiceVersion: string | null;
  readonly rule: string | null;
  readonly system: string | null;
  readonly endpoint: string | null;
  readonly record: string | null;
  readonly operation: string | null;
  readonly channel: string | null;
  readonly attemptKind: string | null;
}

/** Why a team handles its clients' data: codes of the configuration. */
export type TeamGrounds = Pick<Grounds, 'purpose' | 'legalBasis'>;

/** What the sequencer gives an entry. */
export interface Place {
  readonly index: number;
  readonly loggedAt: Date;
  /** Among the decision's entries; absent for an entry of no decision. */
  readonly ordinal?: number;
  /** Commitment of the client, in hexadecimal. */
  readonly client?: string;
  readonly grounds?: TeamGrounds;
}

/** These facts have a field of their own in the entry's form; `why` is a person's own words, which no log is made of. */
const PLACED = new Set([
  'state',
  'reason',
  'outcome',
  'code',
  'evidence',
  'system',
  'endpoint',
  'record',
  'operation',
  'channel',
  'rule',
  'role',
  'by',
  'act',
  'why',
]);

/** @returns the entry as it will always be read and hashed */
export function entryOf(row: EntryRow, place: Place): AuditEntry {
  const { index, loggedAt, client, grounds } = place;
  const facts = Object.entries(row.facts).filter(([name]) => !PLACED.has(name));
  const [what, outcome] = [recordClassOf(row), outcomeOf(row)];
  const to = { system: wordOf(row, 'system'), endpoint: wordOf(row, 'endpoint') };
  return {
    schema: ENTRY_SCHEMA,
    index,
    id: row.id,
    kind: row.kind,
    class: isEntryKind(row.kind) ? ENTRY_KINDS[row.kind] : 'unlisted',
    at: row.at.toISOString(),
    loggedAt: loggedAt.toISOString(),
    who: actorIn(row),
    ...(what === undefined ? {} : { what }),
    ...(client === undefined ? {} : { about: { client } }),
    ...(grounds === undefined ? {} : { why: groundsOf(row, grounds) }),
    ...(row.team === null ? {} : { from: { team: row.team } }),
    ...(to.system === undefined || to.endpoint === undefined
      ? {}
      : { to: { system: to.system, endpoint: to.endpoint } }),
    ...(outcome === undefined ? {} : { outcome }),
    ...decisionOf(row, place),
    ...(row.task === null ? {} : { task: row.task }),
    ...(row.attempt === null ? {} : { attempt: row.attempt }),
    ...(facts.length === 0 ? {} : { facts: Object.fromEntries(facts) }),
  };
}

const DIGEST = /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/;

/** `sender:<name>`, `<role>:<keyed digest of a person>`, or the name of an app. */
function actorIn({ actor, facts }: EntryRow): Actor {
  const separator = actor.indexOf(':');
  const [capacity, id] = [actor.slice(0, Math.max(0, separator)), actor.slice(separator + 1)];
  if (capacity === 'sender') return { type: 'sender', id };
  if (!DIGEST.test(id) || capacity === '') return { type: 'app', id: actor };
  const said = isObject(facts['act']) ? facts['act'] : facts;
  const participant = said['by'];
  return {
    type: 'person',
    id,
    role: capacity,
    ...(typeof participant === 'string' && participant !== capacity ? { participant } : {}),
  };
}

function recordClassOf(row: EntryRow): RecordClass | undefined {
  const [record, operation] = [wordOf(row, 'record'), wordOf(row, 'operation')];
  const channel = wordOf(row, 'channel');
  if (record === undefined || operation === undefined || channel === undefined) return undefined;
  return {
    record,
    operation,
    channel,
    ...(row.attemptKind === null ? {} : { attempt: row.attemptKind }),
  };
}

function groundsOf(row: EntryRow, grounds: TeamGrounds): Grounds {
  const { rule, practiceVersion, consentId, consentVersion } = row;
  return {
    ...grounds,
    ...(consentId === null || consentVersion === null
      ? {}
      : { consent: { id: consentId, version: consentVersion } }),
    ...(rule === null ? {} : { rule }),
    ...(practiceVersion === null ? {} : { practiceVersion }),
  };
}

function outcomeOf({ facts }: EntryRow): EntryOutcome | undefined {
  const outcome = {
    ...word('state', facts['state']),
    ...word('reason', facts['reason']),
    ...word('outcome', facts['outcome']),
    ...word('code', facts['code']),
    ...(facts['evidence'] === undefined ? {} : { evidence: facts['evidence'] }),
  };
  return Object.keys(outcome).length === 0 ? undefined : outcome;
}

function decisionOf(
  { team, decisionId, version }: EntryRow,
  { ordinal }: Place,
): Pick<AuditEntry, 'decision'> {
  if (team === null || decisionId === null || ordinal === undefined) return {};
  return { decision: { team, id: decisionId, ...(version === null ? {} : { version }), ordinal } };
}

/** What the entry says of itself counts; what the task says now is for those that say nothing. */
function wordOf(
  row: EntryRow,
  name: 'system' | 'endpoint' | 'record' | 'operation' | 'channel',
): string | undefined {
  const said = row.facts[name];
  return typeof said === 'string' ? said : (row[name] ?? undefined);
}

const word = (name: string, value: unknown): Readonly<Record<string, string>> =>
  typeof value === 'string' ? { [name]: value } : {};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
