import type { AuditEntry } from '#audit';

/** A column of an export for a spreadsheet; `time` is RFC 3339 in UTC. */
export interface EntryColumn {
  readonly name: string;
  readonly type: 'text' | 'count' | 'time';
  readonly valueOf: (entry: AuditEntry) => string | number | undefined;
}

const text = (name: string, valueOf: (entry: AuditEntry) => string | undefined): EntryColumn => ({
  name,
  type: 'text',
  valueOf,
});
const count = (name: string, valueOf: (entry: AuditEntry) => number | undefined): EntryColumn => ({
  name,
  type: 'count',
  valueOf,
});
const time = (name: string, valueOf: (entry: AuditEntry) => string): EntryColumn => ({
  name,
  type: 'time',
  valueOf,
});

/** What a spreadsheet shows of an entry, whatever its file's form. */
export const ENTRY_COLUMNS: readonly EntryColumn[] = [
  count('index', ({ index }) => index),
  time('loggedAt', ({ loggedAt }) => loggedAt),
  time('at', ({ at }) => at),
  text('kind', ({ kind }) => kind),
  text('class', (entry) => entry.class),
  text('whoType', ({ who }) => who.type),
  text('who', ({ who }) => who.id),
  text('role', ({ who }) => who.role),
  text('participant', ({ who }) => who.participant),
  text('team', ({ decision, from }) => decision?.team ?? from?.team),
  text('decision', ({ decision }) => decision?.id),
  count('version', ({ decision }) => decision?.version),
  count('ordinal', ({ decision }) => decision?.ordinal),
  text('task', ({ task }) => task),
  text('attempt', ({ attempt }) => attempt),
  text('system', ({ to }) => to?.system),
  text('endpoint', ({ to }) => to?.endpoint),
  text('record', ({ what }) => what?.record),
  text('operation', ({ what }) => what?.operation),
  text('channel', ({ what }) => what?.channel),
  text('state', ({ outcome }) => outcome?.state),
  text('reason', ({ outcome }) => outcome?.reason),
  text('outcome', ({ outcome }) => outcome?.outcome),
  text('code', ({ outcome }) => outcome?.code),
  text('purpose', ({ why }) => why?.purpose),
  text('legalBasis', ({ why }) => why?.legalBasis),
  text('consent', ({ why }) => why?.consent?.id),
  text('client', ({ about }) => about?.client),
];
