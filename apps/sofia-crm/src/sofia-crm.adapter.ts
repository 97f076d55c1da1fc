import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordingOrder,
  WriteOutcome,
} from '#recording';
import { classifyLookUp } from './classify-look-up.js';
import { classifyReply } from './classify-reply.js';
import { isTaken } from './mapping/contact-event.js';
import { isEncodable } from './mapping/is-encodable.js';
import { mapOrder } from './mapping/map-order.js';
import { SofiaCrmClient, type SofiaCrmClientOptions } from './sofia-crm-client.js';

const NOT_ENCODABLE: WriteOutcome = { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' };
const NOT_TAKEN: WriteOutcome = {
  kind: 'rejected',
  reason: 'rejected-by-system',
  code: 'record-not-taken',
};

/** Records in SofiaCRM by REST (docs/systems/sofia-crm.md, sofia-crm.yaml). */
class SofiaCrmAdapter implements RecordSystemAdapter {
  readonly system = 'sofia-crm';
  readonly evidenceLevel = 'verified';

  constructor(private readonly client: SofiaCrmClient) {}

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    if (!isTaken(order.record)) return NOT_TAKEN;
    const write = mapOrder(order);
    if (!isEncodable(write)) return NOT_ENCODABLE;
    return classifyReply(await this.client.write(write, order.versionKey, context), order);
  }

  async lookUp(order: RecordingOrder, { attemptId, signal }: AttemptContext): Promise<LookUpOutcome> {
    return classifyLookUp(await this.client.find(order.seriesKey, { attemptId, signal }), order);
  }
}

export type SofiaCrmAdapterSetup = Omit<SofiaCrmClientOptions, 'now'> & { readonly now?: () => Date };

/** @throws UnusableAddress */
export function createSofiaCrmAdapter(setup: SofiaCrmAdapterSetup): RecordSystemAdapter {
  return new SofiaCrmAdapter(new SofiaCrmClient({ ...setup, now: setup.now ?? (() => new Date()) }));
}
