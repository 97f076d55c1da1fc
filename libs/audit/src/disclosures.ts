import type { AuditEntry } from './entry.js';

/** Somebody who used the client's data, or to whom it was given. */
export interface Disclosure {
  /** Place on the log. */
  readonly index: number;
  readonly at: string;
  readonly type: 'disclosed' | 'used';
  readonly kind: string;
  readonly who: AuditEntry['who'];
  readonly decision: { readonly team: string; readonly decisionId: string; readonly version?: number };
  readonly to?: AuditEntry['to'];
  readonly record?: string;
  readonly operation?: string;
  readonly outcome?: string;
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly consent?: string;
}

/** Outcomes of a write after which the system does not hold the data. */
const NOT_GIVEN = new Set(['rejected', 'not-now']);

/**
 * @returns the entry as a use or a disclosure of the client's data; undefined for one that is neither
 *
 * A write whose outcome is not known counts: the data may have arrived.
 */
export function disclosureOf(entry: AuditEntry): Disclosure | undefined {
  const type = typeOf(entry);
  const { decision, what, outcome, why } = entry;
  if (type === undefined || decision === undefined) return undefined;
  return {
    index: entry.index,
    at: entry.at,
    type,
    kind: entry.kind,
    who: entry.who,
    decision: {
      team: decision.team,
      decisionId: decision.id,
      ...(decision.version === undefined ? {} : { version: decision.version }),
    },
    ...(entry.to === undefined ? {} : { to: entry.to }),
    ...(what === undefined ? {} : { record: what.record, operation: what.operation }),
    ...(outcome?.outcome === undefined ? {} : { outcome: outcome.outcome }),
    ...purposeOf(entry),
    ...(why?.consent === undefined ? {} : { consent: why.consent.id }),
  };
}

function typeOf({ kind, what, outcome }: AuditEntry): Disclosure['type'] | undefined {
  switch (kind) {
    case 'attempt.ended':
      return what?.attempt === 'write' && !NOT_GIVEN.has(outcome?.outcome ?? '') ? 'disclosed' : undefined;
    case 'task.attested':
      return 'disclosed';
    case 'content.read':
    case 'client.searched':
    case 'decision.read':
    case 'audit.exported':
    case 'audit.disclosures-read':
      return 'used';
    default:
      return undefined;
  }
}

/** Whoever looks into the log says for what; all else is done for what the team is there for. */
function purposeOf({ facts, why }: AuditEntry): Pick<Disclosure, 'purpose' | 'legalBasis'> {
  const own = facts?.['purpose'];
  if (typeof own === 'string') return { purpose: own };
  return why === undefined ? {} : { purpose: why.purpose, legalBasis: why.legalBasis };
}
