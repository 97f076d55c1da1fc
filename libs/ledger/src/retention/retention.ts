import type { ClientVault } from '../client-vault.js';
import type { Database } from '../database.js';
import { expireContent } from './expire-content.js';
import type { ExpiryOptions } from './expire-content.js';
import { LegalHolds } from './legal-holds.js';
import { pruneLog } from './prune-log.js';
import type { Pruning, PruningOptions } from './prune-log.js';

/** What is kept for how long, and what is held. */
export class Retention {
  readonly holds: LegalHolds;

  constructor(
    private readonly db: Database,
    vault: ClientVault,
  ) {
    this.holds = new LegalHolds(db, vault);
  }

  pruneLog(options: PruningOptions): Promise<Pruning | undefined> {
    return pruneLog(this.db, options);
  }

  expireContent(options: ExpiryOptions): Promise<number> {
    return expireContent(this.db, options);
  }
}
