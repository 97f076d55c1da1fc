import { dueAt, helsinkiDay, planDuties, planRecordChange, planWithdrawal } from '#domain';
import type { Withdrawal } from '#domain';
import {
  findDecisionsUnderConsent,
  insertLaterEvent,
  insertWithdrawal,
  isConsentKnown,
  lockConsent,
  noteCountsFor,
} from '#ledger';
import type { ConsentName, LockedDecision, NewestVersion } from '#ledger';
import { lockKnown } from '../take-later-event.js';
import type { LaterEventUse } from '../take-later-event.js';
import { applyChanges } from '../task-changes/apply-changes.js';
import type { Taking } from '../task-changes/apply-changes.js';
import { digested } from '../task-changes/digested-duty.js';
import type { DigestedDuty } from '../task-changes/digested-duty.js';
import { sectorOf } from '../task-changes/planning-setting.js';

/**
 * `consent.withdrawn`: counts for every decision of the client and team whose newest version names the consent, and for
 * each that will. All of them are locked before anything is stored, in one order, so that no write begins that does
 * not see it, and two withdrawals never wait for each other.
 */
export const WITHDRAW_CONSENT: LaterEventUse<Withdrawal> = {
  async candidate({ consentId }, { decision }, tx) {
    return {
      isConsentKnown: decision !== undefined && (await isConsentKnown(tx, decision.id, consentId)),
    };
  },

  async store(withdrawal, { id, clientKeyId }, taking) {
    const { tx, ledger, event } = taking;
    const { team, consentId, withdrawnAt, covers } = withdrawal;
    // A consent that some version named has a client.
    const name = { clientKey: clientKeyId ?? '', team, consentId };
    await lockConsent(tx, name);
    const decisions: LockedDecision[] = [];
    for (const found of await findDecisionsUnderConsent(tx, name, id)) {
      decisions.push(await lockKnown(taking, found));
    }
    for (const { id: decisionRow, version, clientKey } of decisions.filter((one) => one.id === id)) {
      await insertLaterEvent(tx, ledger.vault, event, {
        ...{ decisionRow, version, clientKey },
        kind: 'consent.withdrawn',
        warnings: [],
        facts: factsOf(withdrawal),
      });
    }
    await insertWithdrawal(tx, event.id, name, {
      at: withdrawnAt,
      ...(covers === undefined ? {} : { covers }),
    });
    for (const decision of decisions) await withdrawIn(decision, withdrawal, { name, own: id }, taking);
  },
};

const factsOf = ({ consentId, withdrawnAt, covers }: Withdrawal) => ({
  consentId,
  withdrawnAt,
  ...(covers === undefined ? {} : { covers }),
});

/** What it does to one decision, judged anew now that it is locked. */
async function withdrawIn(
  before: LockedDecision,
  withdrawal: Withdrawal,
  { name, own }: { readonly name: ConsentName; readonly own: string },
  taking: Taking,
): Promise<void> {
  const { id: row, version, clientKey, cancelled, tasks } = before;
  const newest = await before.readNewest();
  const isMeant = newest?.decision.consent?.id === name.consentId;
  if (newest === undefined || clientKey === undefined || cancelled || !isMeant) return;
  if (row !== own) {
    await noteCountsFor(taking.tx, taking.event, {
      ...{ decisionRow: row, version },
      kind: 'consent.withdrawn',
      facts: factsOf(withdrawal),
    });
  }
  const { setting } = taking;
  const ended = planWithdrawal(tasks, {
    covers: withdrawal.covers,
    sectorOf: sectorOf(setting),
    now: setting.now,
  });
  const recorded = planRecordChange({ tasks, now: setting.now }, consentDuties(newest, withdrawal, taking));
  await applyChanges(
    taking,
    { row, clientKey, newest: newest.decision, before, countedFrom: withdrawal.withdrawnAt },
    { additions: recorded.additions, transitions: [...ended, ...recorded.transitions] },
  );
}

/** Where the team records withdrawals, the record of the consent tells of it. */
function consentDuties(
  { decision, withdrawals }: NewestVersion,
  { withdrawnAt }: Withdrawal,
  { setting }: Taking,
): DigestedDuty[] {
  const { practice, endpoints, now } = setting;
  if (!practice.consent.recordsWithdrawal || decision.client === undefined) return [];
  const { duties } = planDuties({ decision, practice, endpoints, today: helsinkiDay(now), withdrawals });
  const ofConsent = duties
    .filter(({ record }) => record === 'consent')
    .map((duty) => ({ ...duty, dueAt: dueAt(withdrawnAt, duty, practice.deadlines) }));
  return digested(ofConsent, decision.client, setting);
}
