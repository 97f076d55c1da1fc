import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** What the daily check of the audit log found. */
export interface AuditCheckMetrics {
  /** All of the log, so many entries, was found to be what its checkpoints say. */
  auditVerified(at: Date, entries: number): void;
  /** The check found so many differences. */
  auditDiffers(count: number): void;
}

const MS_A_SECOND = 1000;

/** @returns the methods, over series that are in the registry from now on */
export function auditCheckMetrics(registry: Registry): AuditCheckMetrics {
  const registers = [registry];
  const verifiedAt = new Gauge({
    name: 'kuittaus_audit_last_verified_timestamp_seconds',
    help: 'When the whole audit log was last found to be what its checkpoints say; 0: not since the start',
    registers,
  });
  const entries = new Gauge({
    name: 'kuittaus_audit_last_verified_entries',
    help: 'How many entries the audit log had then',
    registers,
  });
  const differences = new Counter({
    name: 'kuittaus_audit_check_differences_total',
    help: 'What the check of the audit log found to differ',
    registers,
  });
  return {
    auditVerified: (at, count) => {
      verifiedAt.set(at.getTime() / MS_A_SECOND);
      entries.set(count);
    },
    auditDiffers: (count) => {
      differences.inc(count);
    },
  };
}
