import { join } from 'node:path';
import { refuseFaults, type Fault } from './configuration-fault.js';
import { SENDERS_SCHEMA, type Sender } from './sender-schema.js';
import { readYamlFile, type YamlFile } from './yaml-file.js';

export type { Sender } from './sender-schema.js';

/**
 * Reads `senders.yaml`.
 * @param teams that there are: a sender may name no other
 * @throws ConfigurationFault with every fault
 */
export function loadSenders(configDir: string, teams: readonly string[]): readonly Sender[] {
  const faults: Fault[] = [];
  const senders = readSenders(configDir, teams, faults);
  refuseFaults(faults);
  return senders;
}

/** @param faults gets all faults */
export function readSenders(configDir: string, teams: readonly string[], faults: Fault[]): readonly Sender[] {
  const file = readYamlFile(join(configDir, 'senders.yaml'), SENDERS_SCHEMA, faults);
  if (file === undefined) return [];
  faults.push(...namesTaken(file), ...proofsTaken(file), ...unknownTeams(file, teams));
  return file.value.senders;
}

type SendersFile = YamlFile<{ senders: readonly Sender[] }>;

function namesTaken({ value: { senders }, fault }: SendersFile): readonly Fault[] {
  return senders.flatMap(({ name }, index) =>
    senders.findIndex((other) => other.name === name) === index
      ? []
      : [fault(['senders', index, 'name'], `there is a sender ${name} already`)],
  );
}

/** The sender is the one whose secret or key verifies: two senders with one of them could not be told apart. */
function proofsTaken({ value: { senders }, fault }: SendersFile): readonly Fault[] {
  const seen = new Set<string>();
  return senders.flatMap(({ secrets, keys }, index) => {
    const proofs = [...secrets.map(({ secret }) => secret), ...keys.map(({ publicKey }) => publicKey)];
    const taken = proofs.some((proof) => seen.has(proof));
    for (const proof of proofs) seen.add(proof);
    return [
      ...(proofs.length === 0 ? [fault(['senders', index], 'must have a secret or a key')] : []),
      ...(taken ? [fault(['senders', index], 'shares a secret or a key with another sender')] : []),
    ];
  });
}

function unknownTeams(
  { value: { senders }, fault }: SendersFile,
  known: readonly string[],
): readonly Fault[] {
  return senders.flatMap(({ teams }, index) =>
    teams === '*'
      ? []
      : teams.flatMap((team, position) =>
          known.includes(team)
            ? []
            : [fault(['senders', index, 'teams', position], `there is no team ${team}`)],
        ),
  );
}
