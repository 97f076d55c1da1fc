import type { DecisionRef, Practice } from '#domain';
import { tellFollowUp } from '#ledger';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import { eachDecision } from './each-decision.js';

export interface TellOfFollowUpsOptions {
  readonly ledger: Pick<Ledger, 'findFollowUpsDue' | 'withDecision'>;
  readonly practices: ReadonlyMap<string, Pick<Practice, 'followUpDays'>>;
  readonly log: Logger;
}

const DECISIONS_A_ROUND = 100;

/**
 * Tells of each decision whose day to come back to it is near.
 * @returns one round; true when there are more
 */
export function followUpRound({ ledger, practices, log }: TellOfFollowUpsOptions): () => Promise<boolean> {
  return async () => {
    const teams = [...practices.keys()];
    const due = await ledger.findFollowUpsDue(teams, DECISIONS_A_ROUND);
    const tellOf = async (name: DecisionRef): Promise<void> => {
      const days = practices.get(name.team)?.followUpDays;
      if (days === undefined) return;
      const told = await ledger.withDecision(name, (decision) => tellFollowUp(decision, days));
      if (told === true) log.info('follow-up.told', { ...name });
    };
    await eachDecision(due, tellOf, log);
    return due.length === DECISIONS_A_ROUND;
  };
}
