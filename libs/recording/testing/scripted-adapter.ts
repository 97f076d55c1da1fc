import type { LookUpOutcome, RecordingOrder, RecordSystemAdapter, WriteOutcome } from '../src/adapter.js';

export const RECEIPT = { targetId: 'doc-1', targetVersion: '1' };
const RECORDED: WriteOutcome = { kind: 'recorded', receipt: RECEIPT, code: 'ok' };
export const EQUAL: LookUpOutcome = {
  kind: 'found',
  matches: true,
  differences: [],
  recorded: RECEIPT,
  code: 'equal',
};

/** An adapter that does as it is told, and remembers what it was asked. */
export class ScriptedAdapter implements RecordSystemAdapter {
  readonly system = 'lifecare';
  readonly evidenceLevel = 'verified';
  readonly written: RecordingOrder[] = [];
  readonly lookedUp: RecordingOrder[] = [];
  onWrite: () => Promise<WriteOutcome> = () => Promise.resolve(RECORDED);
  onLookUp: () => Promise<LookUpOutcome> = () => Promise.resolve(EQUAL);

  write(order: RecordingOrder): Promise<WriteOutcome> {
    this.written.push(order);
    return this.onWrite();
  }

  lookUp(order: RecordingOrder): Promise<LookUpOutcome> {
    this.lookedUp.push(order);
    return this.onLookUp();
  }
}
