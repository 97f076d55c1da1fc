import { isDeepStrictEqual } from 'node:util';
import { at } from '#http';
import type { LookUpOutcome, RecordingOrder } from '#recording';

type Difference = Extract<LookUpOutcome, { kind: 'found' }>['differences'][number];

/**
 * Compares what the system holds (`ContactEvent` of docs/systems/sofia-crm.yaml) with what was to be written: client, text
 * byte by byte, every structured field, status and our key of the version. The order of fields is free.
 */
export function compareEvent(order: RecordingOrder, event: unknown): readonly Difference[] {
  const { system, value } = order.clientIdentifier;
  const sameClient = isDeepStrictEqual(at(event, 'client'), { system, value });
  const sameContent = isDeepStrictEqual(at(event, 'content'), asJson(order.content));
  const status = order.operation === 'nullify' ? 'cancelled' : 'active';
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['client', sameClient],
    ['content', sameContent && at(event, 'text') === order.text],
    ['status', at(event, 'status') === status],
    ['version', at(event, 'versionKey') === order.versionKey],
  ];
  return checks.filter(([, same]) => !same).map(([difference]) => difference);
}

/** What the value is once it was sent: without members that are `undefined`. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
