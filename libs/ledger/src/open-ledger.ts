import { readSecret, SecretFault } from '#configuration';
import type { SecretsPlace } from '#configuration';
import { blindIndexOf, keyRingOf } from '#security';
import type { BlindIndex, KeyRing } from '#security';
import { Ledger } from './ledger.js';

export interface OpenLedgerOptions extends SecretsPlace {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly onConnectionLost: () => void;
  readonly maxConnections?: number;
}

const KEY_BYTES = 32;
const MAX_KEY_VERSIONS = 100;
const DEFAULT_MAX_CONNECTIONS = 10;

/** A key file does not hold what a key must be. */
export class UnusableKey extends Error {
  readonly code = 'unusable-key';
  constructor(readonly secret: string) {
    super(`secret ${secret} is not ${String(KEY_BYTES)} bytes in base64`);
    this.name = 'UnusableKey';
  }
}

/**
 * Opens the ledger with the keys of the secrets folder: `key-encryption-key-<version>`, all that are there, and
 * `index-key`.
 * @throws SecretFault UnusableKey
 */
export function openLedger(options: OpenLedgerOptions): Ledger {
  return new Ledger({
    databaseUrl: options.databaseUrl,
    applicationName: options.applicationName,
    maxConnections: options.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
    onConnectionLost: options.onConnectionLost,
    ...ledgerKeys(options),
  });
}

function ledgerKeys(place: SecretsPlace): { keyRing: KeyRing; index: BlindIndex } {
  const keys = new Map([[1, keyIn('key-encryption-key-1', place)]]);
  for (let version = 2; version <= MAX_KEY_VERSIONS; version++) {
    const key = optionalKey(`key-encryption-key-${String(version)}`, place);
    if (key === undefined) break;
    keys.set(version, key);
  }
  return { keyRing: keyRingOf(keys), index: blindIndexOf(keyIn('index-key', place)) };
}

function optionalKey(secret: string, place: SecretsPlace): Buffer | undefined {
  try {
    return keyIn(secret, place);
  } catch (failure) {
    if (failure instanceof SecretFault && failure.code === 'secret-missing') return undefined;
    throw failure;
  }
}

function keyIn(secret: string, place: SecretsPlace): Buffer {
  const key = Buffer.from(readSecret(secret, place), 'base64');
  if (key.length !== KEY_BYTES) throw new UnusableKey(secret);
  return key;
}
