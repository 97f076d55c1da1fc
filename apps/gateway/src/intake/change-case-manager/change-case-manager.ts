import {
  helsinkiDay,
  leftBehindBy,
  leftBehindDuties,
  planCaseManagerChange,
  planCaseManagerRecords,
  seriesOf,
} from '#domain';
import type { CaseManagerChange } from '#domain';
import { insertCaseManagerChange, insertLaterEvent } from '#ledger';
import type { LockedDecision } from '#ledger';
import { lockKnown } from '../take-later-event.js';
import type { LaterEventUse } from '../take-later-event.js';
import { applyChanges } from '../task-changes/apply-changes.js';
import type { Taking } from '../task-changes/apply-changes.js';
import { digested } from '../task-changes/digested-duty.js';

/**
 * `case-manager.changed`: only the records of the case manager change, and the version stays. The person is kept, since
 * nobody but the event knows them.
 */
export const CHANGE_CASE_MANAGER: LaterEventUse<CaseManagerChange> = {
  candidate: () => Promise.resolve({}),

  async store(change, _decision, taking) {
    const { tx, ledger, event } = taking;
    const before = await lockKnown(taking, change);
    const { id: decisionRow, version, clientKey } = before;
    const planned = await planChange(before, change, taking);
    await insertLaterEvent(tx, ledger.vault, event, {
      ...{ decisionRow, version, clientKey, reason: change.reason },
      kind: 'case-manager.changed',
      warnings: planned?.warnings ?? [],
      facts: { changedAt: change.changedAt, warnings: planned?.warnings ?? [] },
    });
    if (planned === undefined || clientKey === undefined) return;
    const { caseManager: person, changedAt } = change;
    const { newest, changes, leftBehind } = planned;
    await insertCaseManagerChange(tx, ledger.vault, {
      ...{ event: event.id, decisionRow, clientKey, person, leftBehind },
    });
    await applyChanges(
      taking,
      { row: decisionRow, clientKey, newest, before, countedFrom: changedAt, newcomer: person },
      changes,
    );
  },
};

/** @returns undefined after an anonymous consultation, which has no client to tell anything of */
async function planChange(before: LockedDecision, change: CaseManagerChange, { setting }: Taking) {
  const newest = await before.readNewest();
  if (newest?.decision.client === undefined) return undefined;
  const { decision, withdrawals } = newest;
  const { practice, endpoints, now } = setting;
  const { caseManager, changedAt } = change;
  const input = {
    ...{ decision, practice, endpoints, withdrawals, caseManager, changedAt },
    today: helsinkiDay(now),
  };
  const { duties, warnings } = planCaseManagerChange(input);
  const digestedDuties = digested(duties, newest.decision.client, setting);
  const left = leftBehindBy(before.tasks, digestedDuties);
  const changes = planCaseManagerRecords(
    { tasks: before.tasks, now },
    digestedDuties,
    digested(leftBehindDuties(left, input), newest.decision.client, setting),
  );
  return { newest: decision, warnings, changes, leftBehind: left.map(seriesOf) };
}
