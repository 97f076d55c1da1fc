import { etagOf, locationOf } from '../store/stored.js';
import type { TransactionPlan } from './plan-transaction.js';

/** The transaction-response Bundle: an entry per entry, in the order sent (R4, transaction). */
export function transactionAnswer({ answers }: TransactionPlan): object {
  return {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: answers.map(({ created, stored }) => ({
      response: {
        status: created ? '201 Created' : '200 OK',
        location: locationOf(stored),
        etag: etagOf(stored),
        lastModified: stored.storedAt,
      },
    })),
  };
}
