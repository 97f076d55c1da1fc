import type { RepairFilter } from '#ledger';
import type { RepairRequest } from '../../repairs/repair-desk.js';
import { MOST_A_SECOND } from '../../repairs/repair-request.dto.js';
import type { FormFields } from '../frame/form.js';
import { readReason } from '../queues/read-reason.js';
import type { SaidPlan } from './new-repair-page.js';

export interface ReadPlan {
  readonly said: SaidPlan;
  /** Absent while something is wrong with what was said. */
  readonly request?: RepairRequest;
}

/** The second step's form: why, and how fast. Every fault at once. */
export function readPlan(form: FormFields, filter: RepairFilter): ReadPlan {
  const { reason, fault } = readReason(form);
  const rate = (form.text('rate') ?? '').trim();
  const ratePerSecond = /^\d{1,2}$/.test(rate) ? Number(rate) : 0;
  const isRateFaulty = ratePerSecond < 1 || ratePerSecond > MOST_A_SECOND;
  const said = {
    reason,
    rate,
    isRateFaulty,
    ...(fault === undefined ? {} : { reasonFault: fault === 'pattern' ? ('reason' as const) : fault }),
  };
  if (fault !== undefined || isRateFaulty) return { said };
  return { said, request: { filter, reason, ratePerSecond } };
}
