import { mkdirSync } from 'node:fs';
import { openSigningKey, parseVerifierKeys, startTextServer } from '#audit';
import { readSecret, witnessEnvironment } from '#configuration';
import { createLogger, runMain } from '#observability';
import { Witness } from './add-checkpoint.js';

/** To be run by somebody else than the log: an archive, another county. */
async function main(): Promise<void> {
  const environment = witnessEnvironment();
  const log = createLogger({ app: 'witness', level: environment.logLevel });
  mkdirSync(environment.dataDir, { recursive: true, mode: 0o700 });
  const key = openSigningKey('witness', environment.name, readSecret('audit-witness-key', environment));
  const witness = new Witness({
    key,
    logKeys: parseVerifierKeys(readSecret('audit-log-vkey', environment)),
    folder: environment.dataDir,
    clock: () => new Date(),
    onRefusal: (code) => {
      log.error('witness.refused', { code });
    },
  });
  const server = await startTextServer({
    ...environment,
    routes: {
      'POST /add-checkpoint': (body) => witness.addCheckpoint(body),
      'GET /key': () => ({ status: 200, body: `${key.text}\n` }),
      'GET /health/ready': () => ({ status: 200, body: 'ready\n' }),
    },
    onFault: (error) => {
      log.error('witness.failed', { error });
    },
  });
  log.info('witness.started', { port: server.port });
  const stop = (): void => void server.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

runMain('witness', main);
