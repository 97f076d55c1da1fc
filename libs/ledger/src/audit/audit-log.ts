import { consistencyProof, inclusionProofs, prunedSubtrees } from '#audit';
import type { TreeHead } from '#audit';
import type { ClientIdentifier } from '#domain';
import type { ClientVault } from '../client-vault.js';
import type { Database } from '../database.js';
import { auditProgress } from './audit-figures.js';
import type { AuditProgress } from './audit-figures.js';
import {
  addCheckpoint,
  addCosignature,
  checkpointsUntil,
  isExportWaiting,
  newestCheckpoint,
} from './checkpoints.js';
import type { CheckpointQuestion, Cosignature, StoredCheckpoint } from './checkpoints.js';
import { listForgottenEntries } from './claim-entries.js';
import { findClientsDecisions } from './clients-decisions.js';
import type { ClientsDecisions } from './clients-decisions.js';
import { LogChecks } from './log-checks.js';
import { noteEntries } from './note-entries.js';
import type { NewEntry } from './note-entries.js';
import { countLeaves, neighboursOf, placesOf, readLeaves } from './read-leaves.js';
import type { Leaf, LeafFilter, LeafPage } from './read-leaves.js';
import { AuditSelfCheck } from './self-check.js';
import { sequenceEntries } from './sequence-entries.js';
import type { Sequenced, SequencerOptions } from './sequence-entries.js';
import { findPruning } from '../retention/prune-log.js';
import type { ToldPruning } from '../retention/prune-log.js';
import { readNodes, readTree } from './tree-nodes.js';

/** The recording-completion log: entries with their places, and what proves that none was changed or left out. */
export class AuditLog {
  /** What the nightly check of the log reads. */
  readonly selfCheck: AuditSelfCheck;
  /** Those that people asked for. */
  readonly checks: LogChecks;

  constructor(
    private readonly db: Database,
    private readonly vault: ClientVault,
  ) {
    this.selfCheck = new AuditSelfCheck(db);
    this.checks = new LogChecks(db);
  }

  /** @returns ids of the entries */
  note(entries: readonly NewEntry[]): Promise<string[]> {
    return noteEntries(this.db, entries);
  }

  sequence(options: SequencerOptions): Promise<Sequenced> {
    return sequenceEntries(this.db, this.vault, options);
  }

  listForgotten(): Promise<number> {
    return listForgottenEntries(this.db);
  }

  progress(): Promise<AuditProgress> {
    return auditProgress(this.db);
  }

  tree(): Promise<TreeHead> {
    return readTree(this.db);
  }

  /** @throws ProofOutOfRange */
  inclusionProofs(indexes: readonly number[], size: number): Promise<Buffer[][]> {
    return inclusionProofs(indexes, size, (nodes) => readNodes(this.db, nodes));
  }

  /** @throws ProofOutOfRange */
  consistencyProof(oldSize: number, size: number): Promise<Buffer[]> {
    return consistencyProof(oldSize, size, (nodes) => readNodes(this.db, nodes));
  }

  addCheckpoint(checkpoint: Omit<StoredCheckpoint, 'cosignatures'>): Promise<void> {
    return addCheckpoint(this.db, checkpoint);
  }

  addCosignature(cosignature: Cosignature): Promise<void> {
    return addCosignature(this.db, cosignature);
  }

  newestCheckpoint(question: CheckpointQuestion): Promise<StoredCheckpoint | undefined> {
    return newestCheckpoint(this.db, question);
  }

  checkpointsUntil(untilSize: number, sizes: readonly number[]): Promise<StoredCheckpoint[]> {
    return checkpointsUntil(this.db, untilSize, sizes);
  }

  isExportWaiting(signedSize: number): Promise<boolean> {
    return isExportWaiting(this.db, signedSize);
  }

  readLeaves(filter: LeafFilter, page: LeafPage): Promise<Leaf[]> {
    return readLeaves(this.db, filter, page);
  }

  countLeaves(
    filter: LeafFilter,
    question: { readonly until: number; readonly limit: number },
  ): Promise<number> {
    return countLeaves(this.db, filter, question);
  }

  neighboursOf(filter: Pick<LeafFilter, 'from' | 'until'>, size: number): Promise<number[]> {
    return neighboursOf(this.db, filter, size);
  }

  placesOf(entries: readonly string[]): Promise<number[]> {
    return placesOf(this.db, entries);
  }

  /** @returns what a tree of that size tells of its pruned beginning; undefined for a log that is whole */
  findPruning(size: number): Promise<ToldPruning | undefined> {
    return findPruning(this.db, size);
  }

  /** @returns the roots of the full subtrees that the first so many entries make, largest first */
  async subtreesOf(until: number): Promise<readonly Buffer[]> {
    return readNodes(this.db, prunedSubtrees(until));
  }

  findClientsDecisions(client: ClientIdentifier): Promise<ClientsDecisions | undefined> {
    return findClientsDecisions(this.db, this.vault, client);
  }

  /** @returns the decision's row */
  async findDecisionRow(team: string, decisionId: string): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('decision')
      .select('id')
      .where('team', '=', team)
      .where('decision_id', '=', decisionId)
      .executeTakeFirst();
    return row?.id;
  }
}
