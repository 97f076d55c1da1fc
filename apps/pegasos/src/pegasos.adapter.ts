import { Hl7Client, type MllpTls } from '#hl7v2';
import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordingOrder,
  WriteOutcome,
} from '#recording';
import { classifyDocument, classifyPrevious, classifyQuery, isAvailable } from './classify-look-up.js';
import type { QueryFinding } from './classify-look-up.js';
import { classifyReply } from './classify-reply.js';
import { controlId, documentNumber, previousOf } from './mapping/document-keys.js';
import { mapOrder, mapQuery } from './mapping/map-order.js';
import type { PegasosOptions } from './pegasos.config.js';

/** Records in a health record by HL7 v2.5 MDM messages over MLLP (docs/systems/pegasos.md). */
class PegasosAdapter implements RecordSystemAdapter {
  readonly system = 'pegasos';
  readonly evidenceLevel: RecordSystemAdapter['evidenceLevel'];

  constructor(
    private readonly client: Hl7Client,
    private readonly options: PegasosOptions,
    private readonly now: () => Date,
  ) {
    this.evidenceLevel = evidenceLevelOf(options);
  }

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    const message = mapOrder(order, this.sending(controlId(context.attemptId, 'write')));
    const { signal, beforeFirstByte } = context;
    return classifyReply(await this.client.send(message, { signal, beforeFirstByte }), order);
  }

  /** Asks for our own document, then for the one that it was to replace. */
  async lookUp(order: RecordingOrder, context: AttemptContext): Promise<LookUpOutcome> {
    if (!this.options.documentQuery) return { kind: 'cannot-ask', code: 'no-document-query' };
    const own = await this.ask(order, documentNumber(order), context);
    if (own.kind === 'one') {
      const isStillToCancel = order.operation === 'nullify' && isAvailable(own.document);
      return isStillToCancel
        ? { kind: 'absent', code: 'not-cancelled' }
        : classifyDocument(own.document, order, this.options);
    }
    if (own.kind !== 'none') return own;
    if (order.operation !== 'replace') return { kind: 'absent', code: 'no-document' };
    const previous = await this.ask(order, previousOf(order).targetId, context);
    if (previous.kind === 'one') return classifyPrevious(previous.document, order);
    return previous.kind === 'none' ? { kind: 'absent', code: 'no-document' } : previous;
  }

  private async ask(
    order: RecordingOrder,
    number: string,
    { attemptId, signal }: AttemptContext,
  ): Promise<QueryFinding> {
    const queryId = controlId(attemptId, `query ${number}`);
    const query = mapQuery(order, number, this.sending(queryId));
    return classifyQuery(await this.client.send(query, { signal }), { queryId, number });
  }

  private sending(id: string) {
    return { options: this.options, controlId: id, now: this.now() };
  }
}

/** The highest that the installation can give, as configured. */
function evidenceLevelOf({
  documentQuery,
  documentContent,
}: PegasosOptions): 'accepted' | 'found' | 'verified' {
  if (!documentQuery) return 'accepted';
  return documentContent ? 'verified' : 'found';
}

export interface PegasosAdapterSetup {
  /** `mllp://host:port`, or `mllps://host:port` for TLS. */
  readonly address: string;
  readonly options: PegasosOptions;
  /** As many as the endpoint's concurrency limit. */
  readonly maxConnections: number;
  readonly tls?: MllpTls;
  readonly now?: () => Date;
}

/** @throws UnusableMllpAddress UnusableMllpTls */
export function createPegasosAdapter(setup: PegasosAdapterSetup): RecordSystemAdapter {
  const { address, options, maxConnections, tls, now = () => new Date() } = setup;
  const client = new Hl7Client({
    address,
    maxConnections,
    characterSet: options.encoding,
    ...(tls !== undefined && { tls }),
  });
  return new PegasosAdapter(client, options, now);
}
