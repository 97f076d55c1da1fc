import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxEnvironment } from '#configuration';

/** It makes its certificates at the first start: on a busy machine that takes its time. */
const START_LIMIT_MS = 80_000;
const POLL_MS = 20;

type Addresses = Readonly<Record<keyof SandboxEnvironment['ports'], string>>;

/** The sandbox as a process of its own, with a folder and keys that are gone when it stops. */
export class SandboxProcess {
  private child: ChildProcess | undefined;
  private log = '';
  private book: Addresses | undefined;

  private constructor(
    private readonly dir: string,
    private readonly secrets: Readonly<Record<string, string>>,
  ) {}

  /** Base address of each stand-in; kept over a restart. */
  get addresses(): Addresses {
    if (this.book === undefined) throw new Error('The sandbox is not started');
    return this.book;
  }

  /** Starts `dist/apps/sandbox`, on free ports. */
  static async start(): Promise<SandboxProcess> {
    const dir = await mkdtemp(path.join(tmpdir(), 'kuittaus-sandbox-'));
    const sandbox = new SandboxProcess(dir, await writeSecrets(path.join(dir, 'secrets')));
    await sandbox.launch();
    return sandbox;
  }

  /** PKCS#8 PEM of the key that the Lifecare stand-in knows us by. */
  get lifecareClientKey(): string {
    return this.secret('lifecare-client-key');
  }

  /** What the file of this name in its secrets folder holds: one of ours, or one that the sandbox made at its start. */
  secret(name: string): string {
    return this.secrets[name] ?? readFileSync(path.join(this.dir, 'secrets', name), 'utf8');
  }

  /** Ends it and starts it anew on the same ports, with what it stored: what it only remembered is gone. */
  async restart(): Promise<void> {
    await this.end();
    await this.launch();
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.dir, { recursive: true, force: true });
  }

  private async launch(): Promise<void> {
    const book = path.join(this.dir, 'data', 'sandbox', 'addresses.json');
    await rm(book, { force: true });
    const ports = Object.fromEntries(
      Object.entries(this.book ?? {}).map(([name, address]) => [name, Number(new URL(address).port)]),
    );
    this.child = spawn(process.execPath, ['dist/apps/sandbox/src/main.js'], {
      env: {
        KUITTAUS_ENVIRONMENT: 'test',
        KUITTAUS_SANDBOX_PORTS: JSON.stringify(ports),
        KUITTAUS_DATA_DIR: path.join(this.dir, 'data'),
        KUITTAUS_SECRETS_DIR: path.join(this.dir, 'secrets'),
        KUITTAUS_ISSUER: 'https://issuer.example',
        KUITTAUS_GATEWAY_URL: 'http://127.0.0.1:9',
      },
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.book = await this.listening(book);
  }

  private async listening(book: string): Promise<Addresses> {
    const until = performance.now() + START_LIMIT_MS;
    while (performance.now() < until && this.child?.exitCode === null) {
      const written = await readFile(book, 'utf8').catch(() => '');
      if (written.endsWith('}\n')) return JSON.parse(written) as Addresses;
      await pause(POLL_MS);
    }
    throw new Error(`The sandbox did not start:\n${this.log}`);
  }

  private async end(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

/** @returns the secrets by file name */
async function writeSecrets(dir: string): Promise<Readonly<Record<string, string>>> {
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
  const clientKey = generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
    .privateKey.export(pkcs8)
    .toString();
  const secrets = {
    'lifecare-client-key': clientKey,
    'issuer-key': generateKeyPairSync('ed25519').privateKey.export(pkcs8).toString(),
    'sender-sample': `whsec_${randomBytes(32).toString('base64')}`,
    'team-app-callback': `whsec_${randomBytes(32).toString('base64')}`,
    'oidc-client-secret': randomBytes(32).toString('base64url'),
    'oidc-machine-secret': randomBytes(32).toString('base64url'),
    'sofia-crm-client-secret': randomBytes(32).toString('base64url'),
  };
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const [name, secret] of Object.entries(secrets)) {
    await writeFile(path.join(dir, name), secret, { mode: 0o600 });
  }
  return secrets;
}
