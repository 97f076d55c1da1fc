import type { DecisionRef } from '#domain';
import { isTransient } from '#ledger';
import type { Logger } from '#observability';

/** One decision after the other; one of which nothing can be told holds up no other. */
export async function eachDecision(
  names: readonly DecisionRef[],
  work: (name: DecisionRef) => Promise<void>,
  log: Logger,
): Promise<void> {
  for (const { team, decisionId } of names) {
    try {
      await work({ team, decisionId });
    } catch (error) {
      if (isTransient(error)) throw error;
      log.warn('decision.not-told', { team, decisionId, error });
    }
  }
}
