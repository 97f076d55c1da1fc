import type { Endpoint } from '#configuration';
import { isAutomaticSystem } from '#domain';
import { actorOf, isTransient } from '#ledger';
import type { Ledger } from '#ledger';
import type { AttemptQueues, InspectedQueue } from '#queue';
import type { Principal } from '#security';
import { actingPerson, personOf } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import type { BoardAct, QueueBoard } from './queue-board.js';

const RETRY_WHEN_NOT_STORED_S = 5;

export interface QueueBoardOptions {
  readonly ledger: Pick<Ledger, 'audit' | 'index'>;
  readonly queues: Pick<AttemptQueues, 'inspect' | 'hasEpoch'>;
  readonly endpoints: readonly Endpoint[];
  readonly isWritable: boolean;
}

/** The real queues; acts on them are on the audit log. */
export class LedgerQueueBoard implements QueueBoard {
  readonly isWritable: boolean;
  readonly queues: readonly InspectedQueue[];

  constructor(private readonly options: QueueBoardOptions) {
    this.isWritable = options.isWritable;
    this.queues = options.endpoints
      .filter(({ system }) => isAutomaticSystem(system))
      .map(({ id }) => options.queues.inspect(id));
  }

  async answers(): Promise<boolean> {
    return this.options.queues.hasEpoch().then(
      () => true,
      () => false,
    );
  }

  async note({ act, endpoint, job }: BoardAct, caller: Principal): Promise<void> {
    const { audit, index } = this.options.ledger;
    const person = personOf(caller);
    // No name on the log, no act.
    if (person === undefined) throw new Problem('wrong-role');
    const actor = actorOf(actingPerson(person, 'sysadmin', 'sysadmin', index));
    const facts = { act, endpoint, ...(job === undefined ? {} : { job }) };
    try {
      await audit.note([{ kind: 'queue.acted', actor, facts }]);
    } catch (failure) {
      if (!isTransient(failure)) throw failure;
      throw new Problem('not-now', { retryAfterSeconds: RETRY_WHEN_NOT_STORED_S });
    }
  }
}
