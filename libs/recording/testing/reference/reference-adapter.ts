import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordedVersion,
  RecordingOrder,
  WriteOutcome,
} from '../../src/adapter.js';
import type { PlantedBug } from './planted-bugs.js';
import { classifyLookUp, classifyWrite } from './reference-classify.js';
import { ReferenceClient } from './reference-client.js';
import type { WrittenRecord } from './reference-records.js';

const CHANGES: Readonly<Partial<Record<PlantedBug, (text: string) => string>>> = {
  'puts a sign in place of half a character': (text) => text.replace(/\p{Surrogate}/gu, '?'),
  'straightens white space': (text) => text.replace(/\s+/g, ' '),
  'composes letters': (text) => text.normalize('NFC'),
  'drops control characters': (text) => text.replace(/[^\P{Cc}\n\r\t]/gu, ''),
};

/**
 * The adapter of the reference stand-in: right without a bug, and wrong in just one way with one. It is here so
 * that the conformance suite can be held to finding each of them (planted-bugs.ts).
 */
export class ReferenceAdapter implements RecordSystemAdapter {
  /** Of the closed set; nothing asks which. */
  readonly system = 'typ';
  readonly evidenceLevel = 'verified';
  private readonly client: ReferenceClient;
  private readonly receipts = new Map<string, RecordedVersion>();

  constructor(
    address: string,
    private readonly bug?: PlantedBug,
  ) {
    this.client = new ReferenceClient(address, bug);
  }

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    const isHalf = /\p{Surrogate}/u.test(order.text);
    if (isHalf && this.bug !== 'puts a sign in place of half a character') {
      return { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' };
    }
    const outcome = classifyWrite(await this.client.write(order, this.written(order), context), this.bug);
    if (outcome.kind === 'recorded') this.receipts.set(order.versionKey, outcome.receipt);
    return outcome;
  }

  async lookUp(order: RecordingOrder, context: AttemptContext): Promise<LookUpOutcome> {
    const recorded = this.receipts.get(order.versionKey);
    if (this.bug === 'confirms by the receipt alone' && recorded !== undefined) {
      return { kind: 'found', recorded, matches: true, differences: [], code: 'equal' };
    }
    const written = this.written(order);
    const outcome = classifyLookUp(await this.client.find(order, context), order, written, this.bug);
    if (outcome.kind === 'absent' && this.bug === 'writes what it does not find') {
      await this.client.write(order, written, context);
    }
    return outcome;
  }

  private written(order: RecordingOrder): WrittenRecord {
    const { seriesKey, versionKey, record, operation, client, clientIdentifier } = order;
    const isStanding = this.bug === 'leaves the record standing when it nullifies';
    return {
      key: seriesKey,
      versionKey,
      record,
      operation: operation === 'nullify' && isStanding ? 'replace' : operation,
      client:
        this.bug === 'knows clients by identity code alone'
          ? (client.personalIdentityCode ?? '')
          : clientIdentifier.value,
      text: this.changed(order.text),
    };
  }

  private changed(text: string): string {
    const change = this.bug === undefined ? undefined : CHANGES[this.bug];
    return change?.(text) ?? text;
  }
}
