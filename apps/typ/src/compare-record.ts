import { isDeepStrictEqual } from 'node:util';
import { at } from '#http';
import type { LookUpOutcome, RecordingOrder } from '#recording';

type Difference = Extract<LookUpOutcome, { kind: 'found' }>['differences'][number];

/**
 * Compares what the register holds (`Record` of docs/systems/typ.yaml) with what was to be written: client, text
 * byte by byte, every structured field, status and our key of the version. The order of fields is free.
 */
export function compareRecord(order: RecordingOrder, record: unknown): readonly Difference[] {
  const { system, value } = order.clientIdentifier;
  const sameClient = isDeepStrictEqual(at(record, 'client'), { system, value });
  const sameContent = isDeepStrictEqual(at(record, 'content'), asJson(order.content));
  const status = order.operation === 'nullify' ? 'cancelled' : 'active';
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['client', sameClient],
    ['content', sameContent && at(record, 'text') === order.text],
    ['status', at(record, 'status') === status],
    ['version', at(record, 'versionKey') === order.versionKey],
  ];
  return checks.filter(([, same]) => !same).map(([difference]) => difference);
}

/** What the value is once it was sent: without members that are `undefined`. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
