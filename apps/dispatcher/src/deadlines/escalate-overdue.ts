import { overdueMail } from '#console-texts';
import { addWorkingDays, helsinkiDay } from '#domain';
import type { Escalation, EscalationStep, Practice } from '#domain';
import { caseManagerInForce } from '#ledger';
import type { Ledger, OverdueDecision } from '#ledger';
import type { Logger } from '#observability';
import { isMailTime } from '../mail/mail-hours.js';
import { MailNotSent } from '../mail/mailer.js';
import type { SendMail } from '../mail/mailer.js';
import { nextStep } from './escalation-ladder.js';
import type { Ladder } from './escalation-ladder.js';

export interface EscalateOverdueOptions {
  readonly ledger: Pick<Ledger, 'escalations' | 'withDecision' | 'readAddress'>;
  readonly practices: ReadonlyMap<string, Pick<Practice, 'escalation'>>;
  readonly send: SendMail;
  /** Where the worklist is. */
  readonly worklistUrl: string;
  /** A task that came late, even past its deadline, gets so long before anybody is told. */
  readonly graceMs: number;
  readonly log: Logger;
  readonly clock: () => Date;
}

const DECISIONS_A_ROUND = 200;
/** Of a team that is not configured any more. */
const NO_PRACTICE: Escalation = { workingDaysAStep: 1 };
/** Taken without telling, when there is nobody to tell: the decision is left alone from then on. */
const LAST_STEP: EscalationStep = 'administrator';

/**
 * Tells of decisions with tasks past their deadline, one step up the ladder a working day, in the hours in which
 * people are written to: one message a decision and step, however many tasks and dispatchers there are.
 * @returns one round; true when there are more to tell of
 */
export function escalationRound(options: EscalateOverdueOptions): () => Promise<boolean> {
  const { ledger, graceMs, clock, log } = options;
  return async () => {
    const now = clock();
    if (!isMailTime(now)) return false;
    const today = helsinkiDay(now);
    await ledger.escalations.forgetSolved();
    const found = await ledger.escalations.findOverdue(graceMs, today, DECISIONS_A_ROUND);
    let told = 0;
    for (const overdue of found) if (await escalate(overdue, today, options)) told += 1;
    if (told > 0) log.info('deadlines.escalated', { count: told });
    return found.length === DECISIONS_A_ROUND && told > 0;
  };
}

/** @returns whether somebody was told */
async function escalate(
  overdue: OverdueDecision,
  today: string,
  options: EscalateOverdueOptions,
): Promise<boolean> {
  const { ledger, practices } = options;
  const { decision, step: before, day } = overdue;
  const escalation = practices.get(overdue.team)?.escalation ?? NO_PRACTICE;
  if (day !== null && addWorkingDays(day, escalation.workingDaysAStep) > today) return false;
  const next = nextStep(before, await ladderOf(overdue, escalation, options));
  const told = { decision, step: next?.step ?? LAST_STEP, day: today };
  if (!(await ledger.escalations.claimStep(told, before)) || next === undefined) return false;
  const outcomes: Outcome[] = [];
  for (const address of next.addresses) outcomes.push(await tell(address, overdue.tasks.length, options));
  if (outcomes.every((outcome) => outcome === 'temporary')) {
    await ledger.escalations.releaseStep(told, overdue);
  }
  return outcomes.includes('sent');
}

type Outcome = 'sent' | 'temporary' | 'permanent';

async function tell(
  address: string,
  overdue: number,
  { send, worklistUrl, log }: EscalateOverdueOptions,
): Promise<Outcome> {
  try {
    await send({ to: address, ...overdueMail(overdue, worklistUrl) });
    return 'sent';
  } catch (failure) {
    if (!(failure instanceof MailNotSent)) throw failure;
    const outcome = failure.isPermanent ? 'permanent' : 'temporary';
    log.warn('mail.not-sent', { code: outcome });
    return outcome;
  }
}

async function ladderOf(
  { team, decisionId, tasks }: OverdueDecision,
  practice: Escalation,
  { ledger }: EscalateOverdueOptions,
): Promise<Ladder> {
  const addresses: (string | undefined)[] = [];
  for (const task of tasks) addresses.push(await ledger.readAddress(task));
  const named = await ledger.withDecision({ team, decisionId }, async (decision) => {
    const newest = await decision.readDecision(decision.version);
    return {
      caseManager: newest === undefined ? undefined : await caseManagerInForce(decision, newest),
      convener: newest?.participants.find(({ functions }) => functions?.includes('convener') === true),
    };
  });
  return {
    recorders: addresses.filter((address) => address !== undefined),
    caseManager: named?.caseManager,
    convener: named?.convener,
    practice,
  };
}
