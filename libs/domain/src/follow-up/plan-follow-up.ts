import type { Decision } from '../decision.js';
import { endOfHelsinkiDay, shiftDay } from '../planning/helsinki-time.js';
import type { FollowUpDays } from '../practice/practice.js';
import type { FollowUpReason } from '../words.js';

/** The day to come back to a decision, and when its team application is to be told of it. */
export interface PlannedFollowUp {
  /** `YYYY-MM-DD` */
  readonly dueOn: string;
  readonly reason: FollowUpReason;
  /** A participant's id; absent where the decision names nobody whom it could be. */
  readonly responsible?: string;
  /** May lie in the past: then at once. */
  readonly tellAt: Date;
}

export interface FollowUpFacts {
  /** The newest version. */
  readonly decision: Decision;
  /** Id of the case manager in force; may have changed since the version. */
  readonly caseManager: string | undefined;
  /** The decision was cancelled, or its consent withdrawn as a whole. */
  readonly isOver: boolean;
  readonly days: FollowUpDays;
}

/** From eight in the morning of the day until its end: no clock is ever changed in between. */
const EIGHT_UNTIL_END_MS = 16 * 60 * 60 * 1000 - 1;

/** @returns undefined where there is nothing to come back to, or its day is not known yet (`contract/teams.md`) */
export function planFollowUp({
  decision,
  caseManager,
  isOver,
  days,
}: FollowUpFacts): PlannedFollowUp | undefined {
  const { followUp } = decision;
  if (isOver || followUp?.dueOn === undefined) return undefined;
  const { dueOn, reason } = followUp;
  const responsible = followUp.responsible ?? caseManager ?? ofTheCase(decision);
  return {
    dueOn,
    reason,
    ...(responsible === undefined ? {} : { responsible }),
    tellAt: eightOclockOn(shiftDay(dueOn, -days[reason])),
  };
}

function ofTheCase({ handling, referrer, participants }: Decision): string | undefined {
  if (handling === 'paper-consultation' && referrer !== undefined) return referrer;
  return participants.find(({ functions }) => functions?.includes('convener') === true)?.id;
}

const eightOclockOn = (day: string): Date => new Date(endOfHelsinkiDay(day).getTime() - EIGHT_UNTIL_END_MS);
