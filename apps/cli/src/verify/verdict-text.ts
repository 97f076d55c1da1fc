import { TASK_STATES } from '#domain';
import type { SaidByReceipt } from './receipt-payload.js';
import type { ReceiptWords } from './receipt-words.js';

/** What a receipt that holds proves, and what it does not. */
export function verdictText(kid: string, said: SaidByReceipt, words: ReceiptWords): string {
  const { duties, issuedAt } = said;
  const counts = TASK_STATES.map((state) => ({
    state,
    count: duties.filter((duty) => duty.state === state).length,
  }));
  return [
    words.proven,
    words.key(kid),
    words.decision(said),
    words.issued(issuedAt),
    words.tasks(duties.length),
    ...counts
      .filter(({ count }) => count > 0)
      .map(({ state, count }) => `  ${words.states[state]} (${state}): ${count}`),
    '',
    ...words.notChecked,
  ].join('\n');
}
