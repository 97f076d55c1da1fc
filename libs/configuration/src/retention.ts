import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRetention } from '#audit';
import { refuseFaults, type Fault } from './configuration-fault.js';
import { RETENTION_SCHEMA } from './retention-schema.js';
import { readYamlFile } from './yaml-file.js';

/** For how many whole years what is kept. */
export interface RetentionPolicy {
  readonly log: LogRetention;
  /** Texts, after their decision was settled. */
  readonly content: { readonly years: number; readonly teams: Readonly<Record<string, number>> };
}

/**
 * Reads `retention.yaml`, if there is one; what it does not say is kept for the usual time.
 * @throws ConfigurationFault
 */
export function loadRetention(configDir: string): RetentionPolicy {
  const usual = RETENTION_SCHEMA.parse({});
  const path = join(configDir, 'retention.yaml');
  if (!existsSync(path)) return usual;
  const faults: Fault[] = [];
  const file = readYamlFile(path, RETENTION_SCHEMA, faults);
  refuseFaults(faults);
  return file?.value ?? usual;
}
