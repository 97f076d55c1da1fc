import type { AuditEntry } from '../entry.js';
import type { EventAgent } from './audit-event.js';
import { AUTHOR, AUTHORIZER, CUSTODIAN, DESTINATION_ROLE, NETWORK_URI, SOURCE_ROLE, USER } from './coding.js';
import type { Coding, Reference } from './coding.js';

/** Given by us, received by us, or looked at with us. */
export type EventKind = 'disclosed' | 'received' | 'used';

/** Names under the log's origin. */
export interface Names {
  readonly name: (type: string, value: string, resource?: string) => Reference;
  readonly address: (type: string, value: string) => string;
}

/**
 * Who took part: the two ends of the way that the data went, who wished it, whose it is to keep, and the client whose
 * consent allows it.
 */
export function agentsOf(kind: EventKind, entry: AuditEntry, names: Names): readonly EventAgent[] {
  const { who, why, from, about } = entry;
  const ends = endsOf(kind, entry, names);
  const person = who.type === 'person' ? personOf(kind, entry, names) : undefined;
  return [
    ...ends,
    ...(person === undefined ? [] : [person]),
    ...(from === undefined ? [] : [agent(CUSTODIAN, names.name('team', from.team, 'Organization'))]),
    ...(why?.consent === undefined || about === undefined
      ? []
      : [agent(AUTHORIZER, names.name('client', about.client, 'Patient'))]),
  ];
}

function endsOf(kind: EventKind, { who, to }: AuditEntry, names: Names): readonly EventAgent[] {
  const service = reached(names, 'service', 'kuittaus');
  switch (kind) {
    case 'disclosed':
      return [
        { ...agent(SOURCE_ROLE, service.who, who.type === 'app'), network: service.network },
        end(DESTINATION_ROLE, reached(names, 'endpoint', to?.endpoint ?? '')),
      ];
    case 'received':
      return [
        { ...end(SOURCE_ROLE, reached(names, 'sender', who.id)), requestor: true },
        end(DESTINATION_ROLE, service),
      ];
    case 'used':
      return [
        {
          ...end(SOURCE_ROLE, who.type === 'app' ? reached(names, 'service', who.id) : service),
          requestor: who.type === 'app',
        },
        end(DESTINATION_ROLE, service),
      ];
  }
}

function personOf(kind: EventKind, { who }: AuditEntry, names: Names): EventAgent {
  const code = kind === 'used' ? USER : AUTHOR;
  const role = who.role === undefined ? {} : { role: [{ coding: [roleCoding(who.role, names)] }] };
  return { ...agent(code, names.name('person', who.id, 'Practitioner'), true), ...role };
}

const roleCoding = (code: string, { address }: Names): Coding => ({
  system: address('role', '').replace(/\/$/, ''),
  code,
});

interface Reached {
  readonly who: Reference;
  readonly network: { readonly address: string; readonly type: string };
}

const reached = (names: Names, type: string, value: string): Reached => ({
  who: names.name(type, value, 'Device'),
  network: { address: names.address(type, value), type: NETWORK_URI },
});

const end = (role: Coding, { who, network }: Reached): EventAgent => ({ ...agent(role, who), network });

const agent = (code: Coding, who: Reference, requestor = false): EventAgent => ({
  type: { coding: [code] },
  who,
  requestor,
});
