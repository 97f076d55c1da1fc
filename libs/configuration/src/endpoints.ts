import { join } from 'node:path';
import {
  DEFAULT_CONTENT_POLICIES,
  RETRY_DELAYS_MS,
  RETRY_FOR_MS,
  isAutomaticSystem,
  type DeliveryPolicy,
  type ProtectionPolicy,
  type RecordingEndpoint,
} from '#domain';
import { refuseFaults, type Fault } from './configuration-fault.js';
import { ENDPOINT_SCHEMA, type EndpointFile } from './endpoint-schema.js';
import type { Variables } from './environment.js';
import { filledAddress } from './fill-address.js';
import { readYamlFolder, type YamlFile } from './yaml-file.js';

/** One installation of a record system, as configured. */
export interface Endpoint extends RecordingEndpoint {
  /** Absent: not installed; its tasks stay queued and nobody is bothered. Systems done by hand have none. */
  readonly address?: string;
  /** Whose records these are: stands in for what an event does not tell of an organisation. */
  readonly custodian?: NonNullable<EndpointFile['custodian']>;
  readonly credentials: EndpointFile['credentials'];
  /** Attempts at a time, in each process. */
  readonly concurrency: number;
  /** Attempts begun in a second, in all processes together; absent: as many as come. */
  readonly ratePerSecond?: number;
  readonly delivery: DeliveryPolicy;
  /** How its system is spared when it fails, and in its quiet hours. */
  readonly protection: ProtectionPolicy;
  readonly options: EndpointFile['options'];
  /** Of a kanta endpoint: the Lifecare of the same organisation archives there itself. */
  readonly archivedByLifecare?: boolean;
}

/**
 * Reads `systems/*.yaml`. `${NAME}` in an address is filled from the variables; where one of them is not set
 * the endpoint is not installed.
 * @param configDir the configuration's folder
 * @throws ConfigurationFault with every fault of every file
 */
export function loadEndpoints(configDir: string, variables: Variables): readonly Endpoint[] {
  const faults: Fault[] = [];
  const { endpoints } = readEndpoints(configDir, variables, faults);
  refuseFaults(faults);
  return endpoints;
}

export interface ReadEndpoints {
  readonly endpoints: readonly Endpoint[];
  /** Ids of endpoints whose files have faults. */
  readonly unreadable: readonly string[];
}

/** @param faults gets the faults of all files */
export function readEndpoints(configDir: string, variables: Variables, faults: Fault[]): ReadEndpoints {
  const { files, unreadable } = readYamlFolder(join(configDir, 'systems'), ENDPOINT_SCHEMA, faults);
  faults.push(...files.flatMap((file) => faultsOf(file, variables)), ...servedTwice(files));
  const endpoints = files.map(({ value }) => endpointOf(value, variables));
  return { endpoints: endpoints.map((endpoint) => withArchiving(endpoint, endpoints)), unreadable };
}

/** Said once, at the Lifecare endpoint; what it means for Kanta follows (`contract/teams.md`, "Kanta"). */
function withArchiving(endpoint: Endpoint, all: readonly Endpoint[]): Endpoint {
  if (endpoint.system !== 'kanta') return endpoint;
  const archivedByLifecare = all.some(
    ({ system, options, organisations }) =>
      system === 'lifecare' &&
      options.archivesToKanta &&
      namesOf(organisations).some((name) => namesOf(endpoint.organisations).includes(name)),
  );
  return { ...endpoint, archivedByLifecare };
}

/** Whatever an organisation is known by, told apart by kind. */
function namesOf(organisations: Endpoint['organisations']): readonly string[] {
  return organisations.flatMap((organisation) =>
    Object.entries(organisation).map(([kind, value]) => `${kind} ${value.toLocaleLowerCase('fi')}`),
  );
}

function endpointOf(file: EndpointFile, variables: Variables): Endpoint {
  const { limits, retry, custodian } = file;
  const address = filledAddress(file.address, variables);
  return {
    id: file.id,
    system: file.system,
    organisations: file.organisations,
    content: { ...DEFAULT_CONTENT_POLICIES[file.system], ...file.content },
    ...(address === undefined ? {} : { address }),
    ...(custodian === undefined ? {} : { custodian }),
    credentials: file.credentials,
    concurrency: limits.concurrency,
    ...(limits.ratePerSecond === undefined ? {} : { ratePerSecond: limits.ratePerSecond }),
    delivery: {
      deadlineMs: limits.deadlineMs,
      settleMs: limits.settleMs,
      retryDelaysMs: retry.delaysMs ?? RETRY_DELAYS_MS,
      retryForMs: retry.forMs ?? RETRY_FOR_MS,
    },
    protection: file.protection,
    options: file.options,
  };
}

function faultsOf({ stem, value, fault }: YamlFile<EndpointFile>, variables: Variables): readonly Fault[] {
  const faults: Fault[] = [];
  if (value.id !== stem) faults.push(fault(['id'], `must be ${stem}, as the file's name`));
  if (!isAutomaticSystem(value.system) && value.address !== '') {
    faults.push(fault(['address'], `${value.system} is done by hand and has no address`));
  }
  const address = filledAddress(value.address, variables);
  if (address !== undefined && !URL.canParse(address)) {
    faults.push(fault(['address'], 'must be an address with a scheme, or empty'));
  }
  return faults;
}

/** An organisation has one endpoint of a system: which of two should get its records? */
function servedTwice(files: readonly YamlFile<EndpointFile>[]): readonly Fault[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ value, fault }) =>
    value.organisations.flatMap((organisation, index) =>
      Object.entries(organisation).flatMap(([identifier, given]) => {
        const key = JSON.stringify([value.system, identifier, given.toLocaleLowerCase('fi')]);
        const other = seen.get(key);
        seen.set(key, value.id);
        return other === undefined
          ? []
          : [fault(['organisations', index, identifier], `${other} serves this organisation already`)];
      }),
    ),
  );
}
