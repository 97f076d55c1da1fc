/**
 * A row of a stand-in's journal: one version stored, changed or nullified (the contract, "The embedded default,
 * for scripts"). Technical documents are no rows.
 */
export interface JournalRow {
  readonly id: string;
  /** Our key of the record series. */
  readonly key: string;
  readonly record: string;
  /** Identity code or temporary id. */
  readonly client: string;
  /** Readable: MIME, base64 and escapes undone. */
  readonly content: string;
  readonly version: string;
  readonly operation: 'create' | 'replace' | 'nullify';
  /** RFC 3339 */
  readonly storedAt: string;
}

/** What every stand-in shows of what it has stored, oldest first. */
export interface Journal {
  journal(): readonly JournalRow[];
}
