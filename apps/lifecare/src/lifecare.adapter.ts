import { FhirClient, type FhirCall } from '#fhir';
import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordingOrder,
  WriteOutcome,
} from '#recording';
import { classifyRead, classifySearch } from './classify-look-up.js';
import { classifyReply } from './classify-reply.js';
import type { LifecareCredentials, LifecareOptions } from './lifecare.config.js';
import { mapOrder, mapRecord } from './mapping/map-order.js';
import { resourceTypeOf, seriesKey } from './mapping/record-keys.js';
import { isEncodable } from './validate-bundle.js';

const NOT_ENCODABLE: WriteOutcome = { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' };

/** Records in Lifecare by FHIR R4 (docs/systems/lifecare.md). */
class LifecareAdapter implements RecordSystemAdapter {
  readonly system = 'lifecare';
  readonly evidenceLevel = 'verified';

  constructor(
    private readonly client: FhirClient,
    private readonly options: LifecareOptions,
    private readonly now: () => Date,
  ) {}

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    const bundle = mapOrder(order, this.options, this.now());
    if (!isEncodable(bundle, order)) return NOT_ENCODABLE;
    const reply = await this.client.transaction(bundle, writingCall(context));
    return classifyReply(reply, order);
  }

  async lookUp(order: RecordingOrder, context: AttemptContext): Promise<LookUpOutcome> {
    const type = resourceTypeOf(order.record);
    const found = classifySearch(
      await this.client.searchByIdentifier(type, seriesKey(order), askingCall(context)),
      order,
    );
    if (found.kind !== 'one') return found;
    const reply = await this.client.read(type, found.id, askingCall(context));
    return classifyRead(reply, found.id, order, mapRecord(order, this.options));
  }
}

function askingCall({ attemptId, signal }: AttemptContext): FhirCall {
  return { requestId: attemptId, signal };
}

function writingCall(context: AttemptContext): FhirCall {
  return { ...askingCall(context), beforeFirstByte: context.beforeFirstByte };
}

export interface LifecareAdapterSetup extends LifecareCredentials, LifecareOptions {
  /** The FHIR base of the endpoint. */
  readonly address: string;
  /** PKCS#8 PEM of the EC P-384 key that `credentials` names. */
  readonly privateKeyPem: string;
  /** As many as the endpoint's concurrency limit. */
  readonly maxSockets: number;
  readonly now?: () => Date;
}

/** @throws UnusableAddress UnusableClientKey */
export function createLifecareAdapter(setup: LifecareAdapterSetup): RecordSystemAdapter {
  const now = setup.now ?? (() => new Date());
  return new LifecareAdapter(new FhirClient({ ...setup, now }), setup, now);
}
