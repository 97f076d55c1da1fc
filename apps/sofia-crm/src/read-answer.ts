import { at, textAt } from '#http';
import type { RecordedVersion } from '#recording';

/** `Receipt` of docs/systems/sofia-crm.yaml. */
export interface Receipt extends RecordedVersion {
  readonly externalReference: string;
  readonly versionKey: string;
  readonly status: string;
}

/** @returns undefined where the id or the version is missing or none of the system's */
export function readRecorded(value: unknown): RecordedVersion | undefined {
  const id = textAt(value, 'id') ?? '';
  const version = at(value, 'version');
  if (!/^[A-Za-z0-9-]{1,64}$/.test(id)) return undefined;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return undefined;
  return { targetId: id, targetVersion: String(version) };
}

export function readReceipt(value: unknown): Receipt | undefined {
  const recorded = readRecorded(value);
  const externalReference = textAt(value, 'externalReference');
  const versionKey = textAt(value, 'versionKey');
  const status = textAt(value, 'status');
  if (recorded === undefined || externalReference === undefined) return undefined;
  if (versionKey === undefined || status === undefined) return undefined;
  return { ...recorded, externalReference, versionKey, status };
}
