import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_GROUNDS_SCHEMA } from './audit-grounds-schema.js';
import { refuseFaults, type Fault } from './configuration-fault.js';
import { readYamlFile } from './yaml-file.js';

/** Why a team handles its clients' data: codes. */
export interface AuditGrounds {
  readonly purpose: string;
  readonly legalBasis: string;
}

/** What the sample file says, for a configuration without one. */
const USUAL: AuditGrounds = { purpose: 'work-ability-support', legalBasis: 'client-consent' };

/**
 * Reads `audit-grounds.yaml`, if there is one.
 * @returns each team's grounds
 * @throws ConfigurationFault
 */
export function loadAuditGrounds(configDir: string): (team: string) => AuditGrounds {
  const path = join(configDir, 'audit-grounds.yaml');
  if (!existsSync(path)) return () => USUAL;
  const faults: Fault[] = [];
  const file = readYamlFile(path, AUDIT_GROUNDS_SCHEMA, faults);
  refuseFaults(faults);
  if (file === undefined) return () => USUAL;
  const { purpose, legalBasis, teams } = file.value;
  return (team) => teams[team] ?? { purpose, legalBasis };
}
