/**
 * What the audit log tells of, one kind an event: the closed set. A test looks for every kind that is written
 * anywhere, so that none is written that is not here.
 *
 * `class` says what a reader looks for: `intake` what came in, `planning` what followed from it, `recording` what was
 * done for one record, `act` what a person did, `use` who saw data of a client, `administration` what was changed or
 * looked at in the service itself.
 */
export const ENTRY_KINDS = {
  'decision.taken': 'intake',
  'decision.repeated': 'intake',
  'decision.refused': 'intake',
  'decision.cancelled': 'intake',
  'consent.withdrawn': 'intake',
  'case-manager.changed': 'intake',

  'task.planned': 'planning',
  'task.queued': 'planning',
  'task.withheld': 'planning',
  'task.cancelled': 'planning',
  'task.superseded': 'planning',
  'task.kept': 'planning',

  'attempt.begun': 'recording',
  'attempt.ended': 'recording',
  'task.confirmed': 'recording',
  'task.needs-attention': 'recording',
  'task.lease-lost': 'recording',
  'task.asked-again': 'recording',
  'record.reread': 'recording',

  'task.attested': 'act',
  'task.acknowledgement-undone': 'act',
  'task.handed-over': 'act',
  'task.taken-over': 'act',
  'task.given-back': 'act',
  'task.retried': 'act',
  'task.closing-wished': 'act',

  'content.read': 'use',
  'client.searched': 'use',
  'decision.read': 'use',

  'endpoint.paused': 'administration',
  'endpoint.resumed': 'administration',
  'queue.acted': 'administration',
  'team-app-event.resent': 'administration',
  'repair.planned': 'administration',
  'repair.approved': 'administration',
  'repair.started': 'administration',
  'repair.stopped': 'administration',
  'repair.done': 'administration',
  'hold.put': 'administration',
  'hold.lifted': 'administration',
  'erasure.requested': 'administration',
  'client.erased': 'administration',
  'content.expired': 'administration',
  'audit.pruned': 'administration',
  'console.signed-in': 'administration',
  'console.sign-in-refused': 'administration',
  'console.signed-out': 'administration',
  'audit.read': 'administration',
  'audit.exported': 'administration',
  'audit.disclosures-read': 'administration',
  'audit.checked': 'administration',
  'decision.searched': 'administration',
  'practice.compared': 'administration',
} as const;

export type EntryKind = keyof typeof ENTRY_KINDS;
export type EntryClass = (typeof ENTRY_KINDS)[EntryKind];

export const isEntryKind = (kind: string): kind is EntryKind => Object.hasOwn(ENTRY_KINDS, kind);
