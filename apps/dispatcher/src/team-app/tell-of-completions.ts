import type { DecisionRef } from '#domain';
import { tellCompletion } from '#ledger';
import type { CompletionOptions, Ledger } from '#ledger';
import type { Logger } from '#observability';
import { eachDecision } from './each-decision.js';

export interface TellOfCompletionsOptions extends CompletionOptions {
  readonly ledger: Pick<Ledger, 'findCompletionsDue' | 'withDecision'>;
  readonly log: Logger;
}

const DECISIONS_A_ROUND = 100;

/**
 * Tells of each decision that has come to its end, with its receipt.
 * @returns one round; true when there are more
 */
export function completionRound(options: TellOfCompletionsOptions): () => Promise<boolean> {
  const { ledger, log } = options;
  return async () => {
    const due = await ledger.findCompletionsDue(DECISIONS_A_ROUND);
    const tellOf = async (name: DecisionRef): Promise<void> => {
      const told = await ledger.withDecision(name, (decision) => tellCompletion(decision, options));
      if (told === true) log.info('decision.completed', { ...name });
    };
    await eachDecision(due, tellOf, log);
    return due.length === DECISIONS_A_ROUND;
  };
}
