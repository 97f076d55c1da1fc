import { csvOf } from '#audit';
import type { AuditBundle, AuditEntry } from '#audit';

type Column = readonly [string, (entry: AuditEntry) => string | number | undefined];

const COLUMNS: readonly Column[] = [
  ['index', ({ index }) => index],
  ['loggedAt', ({ loggedAt }) => loggedAt],
  ['at', ({ at }) => at],
  ['kind', ({ kind }) => kind],
  ['class', (entry) => entry.class],
  ['whoType', ({ who }) => who.type],
  ['who', ({ who }) => who.id],
  ['role', ({ who }) => who.role],
  ['participant', ({ who }) => who.participant],
  ['team', ({ decision, from }) => decision?.team ?? from?.team],
  ['decision', ({ decision }) => decision?.id],
  ['version', ({ decision }) => decision?.version],
  ['ordinal', ({ decision }) => decision?.ordinal],
  ['task', ({ task }) => task],
  ['attempt', ({ attempt }) => attempt],
  ['system', ({ to }) => to?.system],
  ['endpoint', ({ to }) => to?.endpoint],
  ['record', ({ what }) => what?.record],
  ['operation', ({ what }) => what?.operation],
  ['channel', ({ what }) => what?.channel],
  ['state', ({ outcome }) => outcome?.state],
  ['reason', ({ outcome }) => outcome?.reason],
  ['outcome', ({ outcome }) => outcome?.outcome],
  ['code', ({ outcome }) => outcome?.code],
  ['purpose', ({ why }) => why?.purpose],
  ['legalBasis', ({ why }) => why?.legalBasis],
  ['consent', ({ why }) => why?.consent?.id],
  ['client', ({ about }) => about?.client],
];

/** The entries for a spreadsheet. It proves nothing: that is what the bundle is for. */
export function bundleCsv({ entries }: AuditBundle): string {
  const rows = entries.map(({ body }) => {
    const entry = JSON.parse(body) as AuditEntry;
    return COLUMNS.map(([, valueOf]) => String(valueOf(entry) ?? ''));
  });
  return csvOf(
    COLUMNS.map(([name]) => name),
    rows,
  );
}
