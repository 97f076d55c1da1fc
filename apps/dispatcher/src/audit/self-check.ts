import { EMPTY_TREE, growTree, leafHash, rootOf, verifyCheckpoint } from '#audit';
import type { Frontier, GrownNode, TreeHead, VerifierKey } from '#audit';
import { AuditTreeDamaged } from '#ledger';
import type { AuditSelfCheck, LedgerDifference, StoredLeaf } from '#ledger';

/** Where the stored log is not what it has to be. A closed set; the runbook has a line for each. */
export type LogDifference =
  | LedgerDifference
  /** An entry's bytes do not give the hash that stands beside them. */
  | 'entry-not-of-hash'
  /** An index has no entry. */
  | 'entry-gone'
  /** A stored hash of the tree is not what the ones below it give. */
  | 'node-wrong'
  /** The entries do not give the root that was signed, or that the tree says it has. */
  | 'root-wrong'
  /** A stored checkpoint is not under the log's key. */
  | 'checkpoint-not-signed';

export interface Difference {
  readonly code: LogDifference;
  readonly index?: number;
  readonly decision: string | null;
  readonly task: string | null;
}

export interface CheckOptions {
  readonly read: Pick<AuditSelfCheck, 'leaves' | 'nodes' | 'checkpoints' | 'alteredEntries' | 'tasks'>;
  /** Of the log. Without any, signatures are not looked at, roots are. */
  readonly keys: readonly VerifierKey[];
  /** Entries, or tasks, of one step. */
  readonly batch: number;
}

/** More are told by their number alone: one change of the tree shows in all that was made after it. */
const MOST_TOLD = 100;

/**
 * One run over the log up to the size that it had at the beginning: the tree is grown anew from the entries' bytes and
 * held against every stored hash, root and signature, and the entries against the ledger. It goes on after a
 * difference, from what is stored, so that each place shows by itself.
 */
export class LogCheck {
  readonly differences: Difference[] = [];
  private frontier: Frontier = EMPTY_TREE;
  private afterTask: string | undefined;
  private isPastLog = false;
  private count = 0;

  constructor(
    private readonly options: CheckOptions,
    private readonly target: TreeHead,
  ) {}

  get found(): number {
    return this.count;
  }

  /** @returns whether anything is left to look at */
  async step(): Promise<boolean> {
    if (this.isPastLog) return this.checkTasks();
    const { size } = this.frontier;
    const leaves = await this.options.read.leaves(size, this.target.size, this.options.batch);
    const gap = leaves.findIndex(({ index }, position) => index !== size + position);
    const unbroken = gap < 0 ? leaves : leaves.slice(0, gap);
    if (unbroken.length > 0) await this.checkLeaves(unbroken);
    // Past a gap no hash of the tree can be said to be right or wrong.
    if (unbroken.length < this.options.batch) this.endLog();
    return true;
  }

  private async checkLeaves(leaves: readonly StoredLeaf[]): Promise<void> {
    const { size } = this.frontier;
    const hashes = leaves.map((leaf) => {
      const isAsStored = leaf.body === null || leafHash(Buffer.from(leaf.body)).equals(leaf.hash);
      if (!isAsStored) this.tell('entry-not-of-hash', leaf.index);
      return leaf.hash;
    });
    const until = size + leaves.length;
    await this.growPastCheckpoints(hashes, until);
    for (const { code, index, decision, task } of await this.options.read.alteredEntries(size, until)) {
      this.add({ code, decision, task, ...(index === null ? {} : { index }) });
    }
  }

  /** Stops at the size of each checkpoint, where the root was signed. */
  private async growPastCheckpoints(hashes: readonly Buffer[], until: number): Promise<void> {
    const from = this.frontier.size;
    const nodes: GrownNode[] = [];
    const grow = (size: number): void => {
      const grown = growTree(this.frontier, hashes.slice(this.frontier.size - from, size - from));
      nodes.push(...grown.nodes);
      this.frontier = grown.frontier;
    };
    for (const { size, note } of await this.options.read.checkpoints(from, until)) {
      grow(size);
      this.checkSigned(size, note);
    }
    grow(until);
    await this.checkNodes(nodes);
  }

  private checkSigned(size: number, note: string): void {
    const { keys } = this.options;
    const signed = keys.length === 0 ? undefined : verifyCheckpoint(note, keys);
    if (keys.length > 0 && signed === undefined) this.tell('checkpoint-not-signed', size);
    const [, saidSize, saidRoot] = note.split('\n');
    const isOfRoot = saidSize === String(size) && saidRoot === rootOf(this.frontier).toString('base64');
    if (!isOfRoot) this.tell('root-wrong', size);
  }

  private async checkNodes(nodes: readonly GrownNode[]): Promise<void> {
    const stored = await this.storedNodes(nodes);
    nodes.forEach(({ hash, level, index }, position) => {
      if (stored[position]?.equals(hash) !== true) this.tell('node-wrong', index * 2 ** level);
    });
  }

  /** One by one where some are not there: which, shows. */
  private async storedNodes(nodes: readonly GrownNode[]): Promise<readonly (Buffer | undefined)[]> {
    try {
      return await this.options.read.nodes(nodes);
    } catch (error) {
      if (!(error instanceof AuditTreeDamaged)) throw error;
      if (nodes.length === 1) return [undefined];
      const found: (Buffer | undefined)[] = [];
      for (const node of nodes) found.push(...(await this.storedNodes([node])));
      return found;
    }
  }

  private endLog(): void {
    this.isPastLog = true;
    const { size, root } = this.target;
    if (this.frontier.size < size) this.tell('entry-gone', this.frontier.size);
    else if (!rootOf(this.frontier).equals(root)) this.tell('root-wrong', size);
  }

  private async checkTasks(): Promise<boolean> {
    const { last, found } = await this.options.read.tasks(this.afterTask, this.options.batch);
    this.afterTask = last;
    for (const { code, decision, task } of found) this.add({ code, decision, task });
    return last !== undefined;
  }

  private tell(code: LogDifference, index?: number): void {
    this.add({ code, decision: null, task: null, ...(index === undefined ? {} : { index }) });
  }

  private add(difference: Difference): void {
    this.count += 1;
    if (this.differences.length < MOST_TOLD) this.differences.push(difference);
  }
}
