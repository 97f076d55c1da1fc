import { clientIdentifier, helsinkiDay, planChanges, planDuties, stillLeftBehind } from '#domain';
import type { Client, ConsentWithdrawal, Decision } from '#domain';
import {
  findPriorState,
  findWithdrawals,
  insertRepeat,
  insertVersion,
  lockConsent,
  lockDecision,
  lockDecisionName,
} from '#ledger';
import type { ClientKey, LedgerTransaction, LockedDecision, PriorState } from '#ledger';
import { faultPoint } from '#observability';
import canonicalize from 'canonicalize';
import { v7 as uuid } from 'uuid';
import type { AcceptedEvent, IntakeAnswer, IntakeRefusal } from '../event-intake.js';
import { answerOf, refusalOf } from '../intake-answer.js';
import { incomingEvent, settingFor } from '../intake-options.js';
import type { IntakeOptions } from '../intake-options.js';
import { applyChanges } from '../task-changes/apply-changes.js';
import type { Taking } from '../task-changes/apply-changes.js';
import { digested } from '../task-changes/digested-duty.js';
import { judgeVersion } from './judge-version.js';

/**
 * Takes a `decision.made` in one transaction: the version, its tasks, the wanted jobs and the audit entries; 202
 * follows the commit (ground rule 2). Nothing here talks to Redis.
 */
export class AcceptDecision {
  constructor(private readonly options: IntakeOptions) {}

  async take(accepted: AcceptedEvent, decision: Decision): Promise<IntakeAnswer | IntakeRefusal> {
    const { ledger } = this.options;
    const event = incomingEvent(accepted, this.options);
    const setting = settingFor(decision.team, event.takenAt, this.options);
    const dataDigest = ledger.index.of('decision-data', canonicalize(accepted.event.data) ?? '');
    return ledger.transaction(async (tx) => {
      await lockDecisionName(tx, decision.team, decision.decisionId);
      const prior = await findPriorState(tx, event, decision);
      const clientKeyId = await this.clientKeyId(tx, decision.client);
      const { version } = decision;
      const verdict = judgeVersion({ version, bodyDigest: event.bodyDigest, dataDigest, clientKeyId }, prior);
      switch (verdict.kind) {
        case 'refuse':
          return refusalOf(verdict.code);
        case 'repeat':
          if (verdict.underNewId) await insertRepeat(tx, event, repeatedBy(prior, verdict));
          return answerOf(tx, verdict.answeredBy, accepted.eventId, true);
        case 'take':
          await this.store({ tx, ledger, event, setting }, { decision, dataDigest, prior });
          faultPoint('intake.uncommitted');
          return answerOf(tx, event.id, accepted.eventId, false);
      }
    });
  }

  private async store(taking: Taking, { decision, dataDigest, prior }: VersionToStore): Promise<void> {
    const { tx, ledger, event, setting } = taking;
    const { practice, endpoints, now } = setting;
    const { client } = decision;
    const clientKey =
      client === undefined ? undefined : await ledger.vault.keyOfClient(tx, clientIdentifier(client));
    const withdrawals = await withdrawalsUnderLock(tx, decision, clientKey);
    const plan = planDuties({ decision, practice, endpoints, today: helsinkiDay(now), withdrawals });
    const before = prior.decision === undefined ? undefined : await lockDecision(tx, ledger.vault, decision);
    const row = before?.id ?? uuid();
    await insertVersion(tx, ledger.vault, event, {
      decisionRow: row,
      decision,
      dataDigest,
      practiceVersion: practice.version,
      warnings: plan.warnings,
      ...(clientKey === undefined ? {} : { clientKey }),
    });
    if (client === undefined || clientKey === undefined) return;
    const changes = planChanges(
      { tasks: before?.tasks ?? [], leftBehind: await leftBehindOf(before, decision), now },
      digested(plan.duties, client, setting),
    );
    await applyChanges(
      taking,
      { row, clientKey, newest: decision, before, countedFrom: decision.decidedAt },
      changes,
    );
  }

  private async clientKeyId(tx: LedgerTransaction, client: Client | undefined): Promise<string | undefined> {
    if (client === undefined) return undefined;
    return this.options.ledger.vault.findKeyId(tx, clientIdentifier(client));
  }
}

interface VersionToStore {
  readonly decision: Decision;
  readonly dataDigest: Buffer;
  readonly prior: PriorState;
}

/** A consent that was withdrawn before stays so when a version names it (`contract/README.md`, Withdrawal). */
async function withdrawalsUnderLock(
  tx: LedgerTransaction,
  { team, consent }: Decision,
  clientKey: ClientKey | undefined,
): Promise<readonly ConsentWithdrawal[]> {
  if (consent === undefined || clientKey === undefined) return [];
  const name = { clientKey: clientKey.id, team, consentId: consent.id };
  await lockConsent(tx, name);
  return findWithdrawals(tx, name);
}

async function leftBehindOf(before: LockedDecision | undefined, { caseManager }: Decision) {
  const [last] = (await before?.readCaseManagerChanges()) ?? [];
  const change = last === undefined ? undefined : { ...last, person: last.person.id };
  return stillLeftBehind(before?.tasks ?? [], change, caseManager);
}

const repeatedBy = (
  { decision }: PriorState,
  { answeredBy, version }: { readonly answeredBy: string; readonly version: number },
) => ({ decisionRow: decision?.id ?? '', version, event: answeredBy });
