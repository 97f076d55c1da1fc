import type { Endpoint, GatewayEnvironment } from '#configuration';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import type { AttemptQueues } from '#queue';
import type { ConsentGate, IsInstalled } from '#recording';
import { LedgerQueueBoard } from '../../bull-board/ledger-queue-board.js';
import type { GatewayPorts } from '../../ports.module.js';
import { LedgerRepairDesk } from '../../repairs/ledger-repair-desk.js';
import { LedgerSystemActs } from '../../systems/ledger-system-acts.js';
import { LedgerOperationsReader } from './ledger-operations-reader.js';

export interface OperationsOptions {
  readonly ledger: Ledger;
  readonly queues: AttemptQueues;
  readonly endpoints: readonly Endpoint[];
  readonly environment: Pick<GatewayEnvironment, 'isQueueBoardWritable' | 'repairSecondPersonAbove'>;
  readonly consentGate: ConsentGate;
  readonly isInstalled: IsInstalled;
  readonly log: Logger;
}

/** What those who run the service look at and do. */
export function openOperations(
  options: OperationsOptions,
): Pick<GatewayPorts, 'systemActs' | 'queueBoard' | 'operations' | 'repairs'> {
  const { ledger, queues, endpoints, environment, log } = options;
  const { isQueueBoardWritable: isWritable, repairSecondPersonAbove: secondPersonAbove } = environment;
  return {
    systemActs: new LedgerSystemActs(ledger, endpoints, log),
    queueBoard: new LedgerQueueBoard({ ledger, queues, endpoints, isWritable }),
    operations: new LedgerOperationsReader(ledger, endpoints),
    repairs: new LedgerRepairDesk({
      ...options,
      endpoints: endpoints.map(({ id }) => id),
      secondPersonAbove,
    }),
  };
}
