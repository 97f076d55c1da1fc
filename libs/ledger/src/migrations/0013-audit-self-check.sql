-- risk: finding is locked for a moment to widen its check; nothing else

alter table finding drop constraint finding_kind_check;
alter table finding add constraint finding_kind_check check (kind in (
  'version-not-planned', 'version-not-received', 'no-task-planned', 'task-without-plan', 'plan-without-task',
  'end-not-on-log', 'record-drifted', 'record-gone', 'audit-log-differs'));
