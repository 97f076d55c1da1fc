import { join } from 'node:path';
import {
  DEFAULT_DEADLINES,
  DEFAULT_FOLLOW_UP_DAYS,
  DEFAULT_OWN_SYSTEM_TABLE,
  type OwnSystem,
  type OwnSystemTable,
  type Practice,
  type RecordingEndpoint,
  type Role,
} from '#domain';
import { ConfigurationFault, refuseFaults, type Fault } from './configuration-fault.js';
import { practiceFaults, type KnownEndpoints } from './practice-checks.js';
import { PRACTICE_SCHEMA, type PracticeFile } from './practice-schema.js';
import { readYaml, readYamlFolder, type YamlFile } from './yaml-file.js';

/**
 * Reads `teams/*.yaml`: the practice of every team, by team.
 * @param configDir the configuration's folder
 * @throws ConfigurationFault with every fault of every file
 */
export function loadPractices(
  configDir: string,
  endpoints: readonly RecordingEndpoint[],
): ReadonlyMap<string, Practice> {
  const faults: Fault[] = [];
  const { practices } = readPractices(configDir, { endpoints, unreadable: [] }, faults);
  refuseFaults(faults);
  return practices;
}

export interface ReadPractices {
  /** By team. */
  readonly practices: ReadonlyMap<string, Practice>;
  /** Teams whose files have faults. */
  readonly unreadable: readonly string[];
}

/** @param faults gets the faults of all files */
export function readPractices(configDir: string, known: KnownEndpoints, faults: Fault[]): ReadPractices {
  const { files, unreadable } = readYamlFolder(join(configDir, 'teams'), PRACTICE_SCHEMA, faults);
  const read = files.map((file) => ({ file, practice: practiceOf(file) }));
  faults.push(...read.flatMap(({ file, practice }) => practiceFaults(file, practice, known)));
  return { practices: new Map(read.map(({ practice }) => [practice.team, practice])), unreadable };
}

/**
 * Reads one practice that is in no file yet, by the same schema and checks.
 * @param text YAML, as it would stand in `teams/<team>.yaml`
 * @throws ConfigurationFault with every fault
 */
export function parsePractice(team: string, text: string, endpoints: readonly RecordingEndpoint[]): Practice {
  const faults: Fault[] = [];
  const file = readYaml({ file: `${team}.yaml`, bytes: Buffer.from(text) }, PRACTICE_SCHEMA, faults);
  const practice = file === undefined ? undefined : practiceOf(file);
  if (file !== undefined && practice !== undefined) {
    faults.push(...practiceFaults(file, practice, { endpoints, unreadable: [] }));
  }
  refuseFaults(faults);
  // Without a fault there is a practice.
  if (practice === undefined) throw new ConfigurationFault(faults);
  return practice;
}

function practiceOf({ value, digest }: YamlFile<PracticeFile>): Practice {
  const { version, deadlines, ownSystemTable, followUp, ...rest } = value;
  return {
    ...rest,
    version: `${version}-${digest}`,
    ownSystemTable: tableWith(ownSystemTable),
    deadlines: {
      ...DEFAULT_DEADLINES,
      ...deadlines,
      records: { ...DEFAULT_DEADLINES.records, ...deadlines.records },
    },
    followUpDays: { ...DEFAULT_FOLLOW_UP_DAYS, ...followUp },
  };
}

function tableWith(rows: PracticeFile['ownSystemTable']): OwnSystemTable {
  const table: Record<Role, readonly OwnSystem[]> = { ...DEFAULT_OWN_SYSTEM_TABLE };
  for (const { roles, systems } of rows) {
    for (const role of roles) table[role] = systems;
  }
  return table;
}
