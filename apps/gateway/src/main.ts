import { gatewayEnvironment } from '#configuration';
import { armFaultPoint, createLogger, endInTime, runMain } from '#observability';
import { refuseUnsafeStart } from '#recording';
import { createGateway } from './create-gateway.js';
import { openPorts } from './open-ports.js';

/** Its longest wait is that for a statement of the ledger. */
const STOP_WITHIN_MS = 20_000;

async function main(): Promise<void> {
  const environment = gatewayEnvironment();
  armFaultPoint(environment.faultPoint);
  const logger = createLogger({ app: 'gateway', level: environment.logLevel });
  await refuseUnsafeStart(environment, logger);
  endInTime(STOP_WITHIN_MS, logger);
  const opened = openPorts(environment, logger);
  const app = await createGateway(opened.ports);
  await app.listen(environment.port, environment.host);
  logger.info('gateway.started', { port: environment.port });
  const stop = (): void => {
    void app.close().then(() => opened.close());
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

runMain('gateway', main);
