import { EMPTY_TREE, growTree, leafHash, rootOf, verifyCheckpoint } from '#audit';
import type { Frontier, VerifierKey } from '#audit';
import { treeIn } from './tree-in-note.js';
import type { AuditLog, LogCheckResult } from '#ledger';

export interface LogCheckOptions {
  readonly audit: Pick<AuditLog, 'tree' | 'selfCheck' | 'newestCheckpoint'>;
  /** Of the log and its witnesses. */
  readonly keys: readonly VerifierKey[];
  /** Told after each batch. */
  readonly onProgress: (checked: number) => Promise<void>;
}

export interface CheckedLog {
  readonly checked: number;
  readonly result: LogCheckResult;
}

/** So that other requests get their turn in between. */
const BATCH = 1_000;
/** A log that grows all the while is not run after for ever. */
const MOST_EXTENSIONS = 3;

/**
 * Grows the tree anew from the stored bytes, and holds its root against every signed checkpoint on the way: it ends at
 * the first thing that is not what it was.
 */
export async function checkLog(options: LogCheckOptions): Promise<CheckedLog> {
  const run = new TreeRun(options);
  const { size } = await options.audit.tree();
  let signed = await newestSize(options);
  // A tree that is smaller than what was signed lost its end.
  if (signed > size) return { checked: 0, result: { kind: 'missing', from: size, until: signed } };
  let wrong = await run.until(size);
  for (let extension = 0; extension < MOST_EXTENSIONS && wrong === undefined; extension++) {
    signed = await newestSize(options);
    if (signed <= run.checked) break;
    wrong = await run.until(signed);
  }
  const { checked } = run;
  if (wrong !== undefined) return { checked, result: wrong };
  return { checked, result: { kind: signed >= checked ? 'intact' : 'unsigned', signed } };
}

async function newestSize({ audit, keys }: LogCheckOptions): Promise<number> {
  const isCosigned = keys.some(({ kind }) => kind === 'witness');
  return (await audit.newestCheckpoint({ isCosigned }))?.size ?? 0;
}

class TreeRun {
  private frontier: Frontier = EMPTY_TREE;
  /** Of the last checkpoint whose root the entries gave. */
  private good = 0;

  constructor(private readonly options: LogCheckOptions) {}

  get checked(): number {
    return this.frontier.size;
  }

  /** @returns what is wrong; undefined when nothing is */
  async until(size: number): Promise<LogCheckResult | undefined> {
    while (this.checked < size) {
      const wrong = await this.batch(Math.min(size, this.checked + BATCH));
      if (wrong !== undefined) return wrong;
      await this.options.onProgress(this.checked);
    }
    return undefined;
  }

  private async batch(until: number): Promise<LogCheckResult | undefined> {
    const { selfCheck } = this.options.audit;
    const from = this.checked;
    const leaves = await selfCheck.leaves(from, until, until - from);
    const signed = new Map((await selfCheck.checkpoints(from, until)).map(({ size, note }) => [size, note]));
    for (const [place, { index, body, hash }] of leaves.entries()) {
      if (index !== from + place) return { kind: 'missing', from: from + place, until: index };
      // Of a pruned entry the hash alone is left.
      const found = body === null ? hash : leafHash(Buffer.from(body, 'utf8'));
      if (!found.equals(hash)) return differingEntry(index, hash, found);
      this.frontier = growTree(this.frontier, [found]).frontier;
      const note = signed.get(this.checked);
      if (note !== undefined && !this.gives(note)) {
        return { kind: 'differs', from: this.good, until: this.checked };
      }
      if (note !== undefined) this.good = this.checked;
    }
    if (this.checked < until) return { kind: 'missing', from: this.checked, until };
    const [altered] = await selfCheck.alteredEntries(from, until);
    return altered === undefined || altered.index === null
      ? undefined
      : { kind: 'differs', from: altered.index, until: altered.index + 1 };
  }

  /** Whether the note speaks of the tree that the entries gave, and is signed where we know the log's key. */
  private gives(note: string): boolean {
    const { keys } = this.options;
    const isKeyKnown = keys.some(({ kind }) => kind === 'log');
    const checkpoint = isKeyKnown ? verifyCheckpoint(note, keys) : treeIn(note);
    return checkpoint?.size === this.checked && checkpoint.root.equals(rootOf(this.frontier));
  }
}

const differingEntry = (index: number, expected: Buffer, found: Buffer): LogCheckResult => ({
  kind: 'differs',
  from: index,
  until: index + 1,
  expected: expected.toString('hex'),
  found: found.toString('hex'),
});
