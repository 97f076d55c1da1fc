import { at, textAt } from '#http';
import type { RecordedVersion } from '#recording';

/** `Receipt` of docs/systems/typ.yaml. */
export interface Receipt extends RecordedVersion {
  readonly externalId: string;
  readonly versionKey: string;
  readonly status: string;
  /** This very version was there already. */
  readonly repeated: boolean;
}

/** @returns undefined where the id or the version is missing or none of the register's */
export function readRecorded(value: unknown): RecordedVersion | undefined {
  const id = textAt(value, 'id') ?? '';
  const version = at(value, 'version');
  if (!/^[A-Za-z0-9-]{1,64}$/.test(id)) return undefined;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return undefined;
  return { targetId: id, targetVersion: String(version) };
}

export function readReceipt(value: unknown): Receipt | undefined {
  const recorded = readRecorded(value);
  const externalId = textAt(value, 'externalId');
  const versionKey = textAt(value, 'versionKey');
  const status = textAt(value, 'status');
  const repeated = at(value, 'repeated');
  if (recorded === undefined || externalId === undefined || versionKey === undefined) return undefined;
  if (status === undefined || typeof repeated !== 'boolean') return undefined;
  return { ...recorded, externalId, versionKey, status, repeated };
}
