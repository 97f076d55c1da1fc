import type { JsonReply } from '#http';
import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordingOrder,
  WriteOutcome,
} from '#recording';
import { classifyLookUp } from './classify-look-up.js';
import { classifyReply } from './classify-reply.js';
import { isEncodable } from './mapping/is-encodable.js';
import { isTaken, toCancellation, toRecordVersion } from './mapping/record-version.js';
import { TypClient, type TypClientOptions } from './typ-client.js';

const NOT_ENCODABLE: WriteOutcome = { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' };
const NOT_TAKEN: WriteOutcome = {
  kind: 'rejected',
  reason: 'rejected-by-system',
  code: 'record-not-taken',
};

/** Records in TYP by REST over X-Road (docs/systems/typ.md, typ.yaml). */
class TypAdapter implements RecordSystemAdapter {
  readonly system = 'typ';
  readonly evidenceLevel = 'verified';

  constructor(private readonly client: TypClient) {}

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    if (!isTaken(order.record)) return NOT_TAKEN;
    const body = order.operation === 'nullify' ? toCancellation(order) : toRecordVersion(order);
    if (!isEncodable(body)) return NOT_ENCODABLE;
    return classifyReply(await this.send(order, body, context), order);
  }

  async lookUp(order: RecordingOrder, { attemptId, signal }: AttemptContext): Promise<LookUpOutcome> {
    return classifyLookUp(await this.client.read(order.seriesKey, { attemptId, signal }), order);
  }

  private send(
    { seriesKey }: RecordingOrder,
    body: ReturnType<typeof toCancellation> | ReturnType<typeof toRecordVersion>,
    context: AttemptContext,
  ): Promise<JsonReply> {
    return 'reason' in body
      ? this.client.cancel(seriesKey, body, context)
      : this.client.write(seriesKey, body, context);
  }
}

export type TypAdapterSetup = Omit<TypClientOptions, 'now'> & { readonly now?: () => Date };

/** @throws UnusableAddress */
export function createTypAdapter(setup: TypAdapterSetup): RecordSystemAdapter {
  return new TypAdapter(new TypClient({ ...setup, now: setup.now ?? (() => new Date()) }));
}
