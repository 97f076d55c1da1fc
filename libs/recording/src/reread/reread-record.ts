import { helsinkiDay, seriesOf } from '#domain';
import type { TrackedTask } from '#domain';
import { endReread } from '#ledger';
import type { Ledger, LockedDecision, Reread, RereadResult } from '#ledger';
import type { Logger } from '#observability';
import { v7 as uuid } from 'uuid';
import type { ConsentGate, EndpointDelivery } from '../endpoint-delivery.js';
import { monotonicMs } from '../lease.js';
import { orderOf } from '../open-attempt.js';
import { performAttempt } from '../perform-attempt.js';
import { judgeReread } from './judge-reread.js';

export interface RereadOptions {
  readonly ledger: Ledger;
  readonly consentGate: ConsentGate;
  readonly worker: string;
  readonly log: Logger;
}

const NO_ANSWER_DELAY_MS = 10 * 60 * 1000;

/**
 * Looks once more at one confirmed record of the day's sample. It changes no task: what somebody changed in the
 * record system is a finding, and for a person.
 * @returns whether there was one to look at
 */
export async function rereadNext(delivery: EndpointDelivery, options: RereadOptions): Promise<boolean> {
  const { ledger } = options;
  const { endpoint, adapter, policy } = delivery;
  const reread = await ledger.claimReread(endpoint, 3 * policy.deadlineMs);
  if (reread === undefined) return false;
  const looked = await openReread(reread.taskId, options);
  if (looked === undefined) {
    await ledger.dropReread(reread.taskId);
    return true;
  }
  const times = { begunAtMs: monotonicMs(), deadlineMs: policy.deadlineMs };
  const attempt = { attemptId: uuid(), kind: 'read-back', ...looked } as const;
  const { lookUp } = await performAttempt(attempt, adapter, times);
  const step = judgeReread(lookUp ?? { kind: 'not-now', code: 'no-outcome' }, reread.absences);
  switch (step.kind) {
    case 'later':
      await ledger.postponeReread(reread, NO_ANSWER_DELAY_MS);
      break;
    case 'look-again':
      await ledger.postponeReread({ ...reread, absences: step.absences }, policy.settleMs);
      break;
    case 'end':
      await end(reread, step.result, options);
      break;
  }
  return true;
}

/** A record is asked for only while it is the newest of its series, and its consent still allows it. */
async function openReread(taskId: string, { ledger, consentGate }: RereadOptions) {
  return ledger.withDecision({ taskId }, async (decision) => {
    const task = confirmedNewest(taskId, decision);
    const newest = await decision.readNewest();
    if (task === undefined || newest === undefined) return undefined;
    if (consentGate(task, newest, decision.now) !== undefined) return undefined;
    return { task, order: await orderOf(task, decision) };
  });
}

async function end(reread: Reread, result: RereadResult, options: RereadOptions): Promise<void> {
  const { ledger, worker, log } = options;
  const { taskId } = reread;
  const task = await ledger.withDecision({ taskId }, async (decision) => {
    const still = confirmedNewest(taskId, decision);
    if (still === undefined) return undefined;
    await endReread(decision, taskId, { actor: worker, day: helsinkiDay(decision.now), result });
    return still;
  });
  if (task === undefined) {
    await ledger.dropReread(taskId);
    return;
  }
  const { system, endpoint, record } = task;
  const fields = { taskId, system, endpoint, record, outcome: result.outcome, code: result.code };
  if (result.finding === undefined) log.info('record.reread', fields);
  else log.warn('record.differs', { ...fields, reason: result.finding });
}

function confirmedNewest(taskId: string, { tasks }: LockedDecision): TrackedTask | undefined {
  const task = tasks.find(({ id }) => id === taskId);
  if (task?.state !== 'confirmed') return undefined;
  const later = tasks.slice(tasks.indexOf(task) + 1).filter((other) => seriesOf(other) === seriesOf(task));
  return later.every(({ state }) => OVER.includes(state)) ? task : undefined;
}

/** A later task of the series that ended so wrote nothing. */
const OVER: readonly TrackedTask['state'][] = ['withheld', 'cancelled', 'superseded'];
