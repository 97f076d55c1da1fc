import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { KeptCheckpoint, openSigningKey, startTextServer } from '#audit';
import { auditSignerEnvironment, readSecret } from '#configuration';
import { createLogger, runMain } from '#observability';
import { signGrowth } from './sign-growth.js';

/** The log's key, in a process of its own: whoever has the database has no signature. */
async function main(): Promise<void> {
  const environment = auditSignerEnvironment();
  const log = createLogger({ app: 'audit-signer', level: environment.logLevel });
  mkdirSync(environment.dataDir, { recursive: true, mode: 0o700 });
  const key = openSigningKey('log', environment.origin, readSecret('audit-log-key', environment));
  const options = {
    key,
    kept: new KeptCheckpoint(join(environment.dataDir, 'audit-signed-checkpoint'), [key]),
    onRefusal: (code: string) => {
      log.error('audit-signer.refused', { code });
    },
  };
  const server = await startTextServer({
    ...environment,
    routes: {
      'POST /sign-checkpoint': (body) => signGrowth(options, body),
      'GET /key': () => ({ status: 200, body: `${key.text}\n` }),
      'GET /health/ready': () => ({ status: 200, body: 'ready\n' }),
    },
    onFault: (error) => {
      log.error('audit-signer.failed', { error });
    },
  });
  log.info('audit-signer.started', { port: server.port });
  const stop = (): void => void server.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

runMain('audit-signer', main);
