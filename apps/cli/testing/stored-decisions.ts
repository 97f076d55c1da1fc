import { randomBytes } from 'node:crypto';
import type { Decision } from '#domain';
import { openLedger } from '#ledger';
import { storeDecision } from '#ledger/testing';
import type { Variables } from '#configuration';
import { createTestDatabase } from '../../../test/setup/database.js';
import { Folder, sampleDecision } from './called.js';

export interface StoredDecisions {
  /** For the command line to read the same ledger. */
  readonly variables: Variables;
  stop(): Promise<void>;
}

/** A ledger with its keys in files, as the apps have them, and these decisions in it. */
export async function storeDecisions(decisions: readonly Decision[]): Promise<StoredDecisions> {
  const database = await createTestDatabase();
  const secrets = new Folder();
  for (const name of ['key-encryption-key-1', 'index-key']) {
    secrets.write(name, randomBytes(32).toString('base64'));
  }
  const ledger = openLedger({
    databaseUrl: database.url,
    secretsDir: secrets.path,
    environment: 'test',
    applicationName: 'kuittaus-test',
    onConnectionLost: () => undefined,
  });
  for (const decision of decisions) await storeDecision(ledger, decision, []);
  await ledger.close();
  return {
    variables: {
      DATABASE_URL: database.url,
      KUITTAUS_SECRETS_DIR: secrets.path,
      KUITTAUS_ENVIRONMENT: 'test',
    },
    stop: async () => {
      secrets.remove();
      await database.drop();
    },
  };
}

/** The sample's decision under other names, each with changes of its own. */
export const manyDecisions = (count: number, changes: (index: number) => object): readonly Decision[] =>
  Array.from({ length: count }, (_, index): Decision => {
    const decisionId = `D-${String(index).padStart(5, '0')}`;
    return JSON.parse(sampleDecision({ decisionId, ...changes(index) }));
  });
