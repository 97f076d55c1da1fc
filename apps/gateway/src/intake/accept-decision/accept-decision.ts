import { clientIdentifier } from '#domain';
import type { Client, Decision, DutyPlan, Practice, RecordingEndpoint } from '#domain';
import {
  addTasks,
  findAnswer,
  findPriorState,
  findTakenEvent,
  insertRepeat,
  insertVersion,
  isUniqueViolation,
  lockDecision,
  lockDecisionName,
} from '#ledger';
import type { IncomingEvent, Ledger, LedgerTransaction, LockedDecision, PriorState } from '#ledger';
import canonicalize from 'canonicalize';
import { v7 as uuid } from 'uuid';
import { taskView } from '../../reading/task-view.js';
import type { AcceptedEvent, EventIntake, IntakeAnswer, IntakeRefusal } from '../event-intake.js';
import { judgeVersion } from './judge-version.js';
import type { RefusalCode } from './judge-version.js';
import { changesFor, planVersion } from './plan-version.js';
import type { PlanningSetting } from './plan-version.js';

export interface AcceptDecisionOptions {
  readonly ledger: Ledger;
  readonly practices: ReadonlyMap<string, Practice>;
  readonly endpoints: readonly RecordingEndpoint[];
  readonly isInstalled: (endpoint: string) => boolean;
}

/** A practice that intake's own checks found is gone: the configuration is read once, so this is a defect. */
class UnknownPractice extends Error {
  readonly code = 'unknown-practice';
}

/**
 * Takes a `decision.made` in one transaction: the version, its tasks, the wanted jobs and the audit entries; 202
 * follows the commit (ground rule 2). Nothing here talks to Redis.
 */
export class AcceptDecision implements EventIntake {
  constructor(private readonly options: AcceptDecisionOptions) {}

  async findRepeat(accepted: AcceptedEvent): Promise<IntakeAnswer | undefined> {
    const event = this.incoming(accepted);
    return this.options.ledger.transaction(async (tx) => {
      const taken = await findTakenEvent(tx, event.sender, event.eventId);
      if (taken?.bodyDigest.equals(event.bodyDigest) !== true) return undefined;
      return answerOf(tx, taken.answeredBy, accepted.eventId, true);
    });
  }

  async acceptDecision(accepted: AcceptedEvent, decision: Decision): Promise<IntakeAnswer | IntakeRefusal> {
    try {
      return await this.take(accepted, decision);
    } catch (failure) {
      // The same event id for two decisions at once: the second look finds the first one's event.
      if (isUniqueViolation(failure)) return this.take(accepted, decision);
      throw failure;
    }
  }

  private async take(accepted: AcceptedEvent, decision: Decision): Promise<IntakeAnswer | IntakeRefusal> {
    const { ledger } = this.options;
    const event = this.incoming(accepted);
    const setting = this.settingFor(decision.team, event.takenAt);
    const plan = planVersion(decision, setting);
    const dataDigest = ledger.index.of('decision-data', canonicalize(accepted.event.data) ?? '');
    return ledger.transaction(async (tx) => {
      await lockDecisionName(tx, decision.team, decision.decisionId);
      const prior = await findPriorState(tx, event, decision);
      const clientKeyId = await this.clientKeyId(tx, decision.client);
      const { version } = decision;
      const verdict = judgeVersion({ version, bodyDigest: event.bodyDigest, dataDigest, clientKeyId }, prior);
      switch (verdict.kind) {
        case 'refuse':
          return refusal(verdict.code);
        case 'repeat':
          if (verdict.underNewId) await insertRepeat(tx, event, repeatedBy(prior, verdict));
          return answerOf(tx, verdict.answeredBy, accepted.eventId, true);
        case 'take':
          await this.store(tx, { event, decision, dataDigest, plan, prior, setting });
          return answerOf(tx, event.id, accepted.eventId, false);
      }
    });
  }

  private async store(tx: LedgerTransaction, version: VersionToStore): Promise<void> {
    const { ledger } = this.options;
    const { event, decision, plan, prior, setting } = version;
    const { client } = decision;
    const clientKey =
      client === undefined ? undefined : await ledger.vault.keyOfClient(tx, clientIdentifier(client));
    const before = prior.decision === undefined ? undefined : await lockDecision(tx, ledger.vault, decision);
    const decisionRow = before?.id ?? uuid();
    await insertVersion(tx, ledger.vault, event, {
      decisionRow,
      decision,
      dataDigest: version.dataDigest,
      practiceVersion: setting.practice.version,
      warnings: plan.warnings,
      ...(clientKey === undefined ? {} : { clientKey }),
    });
    if (client === undefined || clientKey === undefined) return;
    const tasks = before?.tasks ?? [];
    const changes = await changesFor(
      { ...decision, client },
      plan,
      { tasks, contentOf: contentReader(before), recorderOf: recorderReader(before) },
      setting,
    );
    const actor = `sender:${event.sender}`;
    await addTasks(
      tx,
      ledger.vault,
      { decisionRow, event: event.id, clientKey, actor, at: event.takenAt, firstOrdinal: tasks.length },
      changes.added,
    );
    if (changes.transitions.length > 0) await before?.save({ actor, transitions: changes.transitions });
  }

  private incoming({ sender, eventId, rawBody, type, receivedAt }: AcceptedEvent): IncomingEvent {
    const bodyDigest = this.options.ledger.index.of('event-body', rawBody);
    return { id: uuid(), sender, eventId, bodyDigest, type, takenAt: receivedAt };
  }

  private settingFor(team: string, now: Date): PlanningSetting {
    const { practices, endpoints, isInstalled, ledger } = this.options;
    const practice = practices.get(team);
    if (practice === undefined) throw new UnknownPractice();
    return { practice, endpoints, isInstalled, index: ledger.index, now };
  }

  private async clientKeyId(tx: LedgerTransaction, client: Client | undefined): Promise<string | undefined> {
    if (client === undefined) return undefined;
    return this.options.ledger.vault.findKeyId(tx, clientIdentifier(client));
  }
}

interface VersionToStore {
  readonly event: IncomingEvent;
  readonly decision: Decision;
  readonly dataDigest: Buffer;
  readonly plan: DutyPlan;
  readonly prior: PriorState;
  readonly setting: PlanningSetting;
}

/** The ledger lacks the content of a task that wrote: its client was erased, so nothing can be planned for it. */
class ContentGone extends Error {
  readonly code = 'content-gone';
}

function contentReader(before: LockedDecision | undefined) {
  return async (task: Parameters<typeof taskView>[0]) => {
    const content = await before?.readContent(task.id);
    if (content === undefined) throw new ContentGone();
    return content;
  };
}

function recorderReader(before: LockedDecision | undefined) {
  return async ({ version, recorder }: Parameters<typeof taskView>[0]) =>
    (await before?.readDecision(version))?.participants.find(({ id }) => id === recorder);
}

const repeatedBy = (
  { decision }: PriorState,
  { answeredBy, version }: { readonly answeredBy: string; readonly version: number },
) => ({ decisionRow: decision?.id ?? '', version, event: answeredBy });

const refusal = (code: RefusalCode): IntakeRefusal =>
  code === 'client-changed' ? { status: 422, code } : { status: 409, code };

async function answerOf(
  tx: LedgerTransaction,
  answeredBy: string,
  eventId: string,
  duplicate: boolean,
): Promise<IntakeAnswer> {
  const { tasks, warnings, decision } = await findAnswer(tx, answeredBy);
  return { eventId, duplicate, decision, tasks: tasks.map(taskView), warnings };
}
