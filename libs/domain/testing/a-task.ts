import type { DeliveryPolicy, TaskId, TrackedTask } from '../src/index.js';

let made = 0;

/** A queued Lifecare recommendation of version 1; each call another id. */
export function aTask(differences: Partial<TrackedTask> = {}): TrackedTask {
  made += 1;
  return {
    id: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}` as TaskId,
    team: 'kaarina',
    decisionId: 'D-1',
    version: 1,
    system: 'lifecare',
    endpoint: 'lifecare-varha',
    record: 'recommendation',
    operation: 'create',
    channel: 'automatic',
    recorder: 'chair',
    onBehalfOf: ['chair'],
    after: [],
    visibleToClient: false,
    rule: 'kaarina/recommendation',
    practiceVersion: '1',
    contentDigest: 'aa',
    state: 'queued',
    dueAt: new Date('2026-11-20T21:59:59.999Z'),
    attempts: 0,
    generation: 1,
    epoch: 0,
    failures: 0,
    absences: 0,
    sent: false,
    ...differences,
  };
}

/** A task whose record was read back. */
export function aConfirmedTask(differences: Partial<TrackedTask> = {}): TrackedTask {
  return aTask({
    state: 'confirmed',
    sent: true,
    attempts: 1,
    epoch: 1,
    evidence: { level: 'verified', targetId: 't1', targetVersion: '1', at: '2026-11-17T12:00:00.000Z' },
    ...differences,
  });
}

/** A task that a person says is recorded. */
export function anAttestedTask(differences: Partial<TrackedTask> = {}): TrackedTask {
  return aTask({
    channel: 'manual',
    state: 'attested',
    evidence: { level: 'attested', targetId: 't1', targetVersion: '1', at: '2026-11-17T12:00:00.000Z' },
    ...differences,
  });
}

/** A task whose write may have happened: a person has to find out. */
export function anUnclearTask(differences: Partial<TrackedTask> = {}): TrackedTask {
  return aTask({
    state: 'needs-attention',
    reason: 'outcome-unknown',
    sent: true,
    attempts: 1,
    ...differences,
  });
}

export const aPolicy = (differences: Partial<DeliveryPolicy> = {}): DeliveryPolicy => ({
  deadlineMs: 10_000,
  settleMs: 2_000,
  retryDelaysMs: [5_000, 30_000],
  retryForMs: 14 * 24 * 3_600_000,
  ...differences,
});
