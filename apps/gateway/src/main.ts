import { gatewayEnvironment } from '#configuration';
import { createLogger, runMain } from '#observability';
import { createGateway } from './create-gateway.js';
import { openPorts } from './open-ports.js';

async function main(): Promise<void> {
  const environment = gatewayEnvironment();
  const logger = createLogger({ app: 'gateway', level: environment.logLevel });
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
