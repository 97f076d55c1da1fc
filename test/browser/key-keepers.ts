import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { childEnvironment } from '#configuration';
import type { Variables } from '#configuration';
import { AUDIT_ORIGIN, WITNESS_NAME } from '../../apps/standalone/src/audit-keys.js';
import { freePorts } from '../../apps/standalone/src/engines/free-port.js';
import { LoggedProcess } from '../../apps/standalone/src/processes/logged-process.js';
import { waitUntil } from '../e2e/house/wait-until.js';

const WATCH_PARENT = 'dist/apps/standalone/src/processes/end-with-parent.js';
const KEEPERS = ['audit-signer', 'witness'] as const;

/** Those who sign the audit log of a house, each a process of its own: the signer of its checkpoints, and a witness. */
export class KeyKeepers {
  private readonly running: LoggedProcess[] = [];

  private constructor(private readonly ports: readonly number[]) {}

  static async atFreePorts(): Promise<KeyKeepers> {
    return new KeyKeepers(await freePorts(KEEPERS.length));
  }

  /** By which the house finds them. */
  get variables(): Variables {
    const [signer, witness] = this.ports.map((port) => `http://127.0.0.1:${port}`);
    return { KUITTAUS_AUDIT_SIGNER_URL: signer, KUITTAUS_WITNESS_URL: witness };
  }

  /** @param dir of the house, whose keys they have */
  async start(dir: string): Promise<void> {
    await Promise.all(KEEPERS.map((name, place) => this.startOne(name, dir, this.ports[place] ?? 0)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((one) => one.end([{ signal: 'SIGTERM', graceMs: 8_000 }])));
  }

  private async startOne(name: (typeof KEEPERS)[number], dir: string, port: number): Promise<void> {
    const own = join(dir, name);
    await mkdir(own);
    const keeper = await LoggedProcess.start({
      command: process.execPath,
      args: ['--require', resolve(WATCH_PARENT), `dist/apps/${name}/src/main.js`],
      logFile: join(dir, 'logs', `${name}.log`),
      env: childEnvironment({
        KUITTAUS_ENVIRONMENT: 'test',
        KUITTAUS_SECRETS_DIR: join(dir, 'secrets'),
        KUITTAUS_DATA_DIR: own,
        KUITTAUS_AUDIT_ORIGIN: AUDIT_ORIGIN,
        KUITTAUS_WITNESS_NAME: WITNESS_NAME,
        HOST: '127.0.0.1',
        PORT: String(port),
      }),
      channel: true,
    });
    this.running.push(keeper);
    await waitUntil(
      `${name} is ready`,
      async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status,
      (status) => status === 200,
    );
  }
}
