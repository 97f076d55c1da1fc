import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import type { NewEntry } from '#ledger';
import { openTestLedger } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { createLogger } from '#observability';
import { openSignIn } from '../../apps/gateway/src/console/sign-in/open-sign-in.js';
import { startGateway } from '../../apps/gateway/testing/gateway-under-test.js';

export interface ConsoleBench {
  readonly origin: string;
  readonly ledger: TestLedger['ledger'];
  readonly logLines: readonly string[];
  /** Straight to the tables, as time or an administrator would change them. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Ends the windows in which refusals are counted together; resolves when all of them are on the audit log. */
  endWindows(): Promise<void>;
  stop(): Promise<void>;
}

export interface ConsoleBenchOptions {
  readonly origin: string;
  /** Name of the issuer. */
  readonly issuer: string;
  readonly discoveryUrl: string;
  /** Folder with `oidc-client-secret`. */
  readonly secretsDir: string;
}

const HOUR_MS = 3_600_000;

/** A gateway over HTTP whose sign-in and sessions are the real ones, over a real ledger. */
export async function startConsole(options: ConsoleBenchOptions): Promise<ConsoleBench> {
  const { origin, issuer, discoveryUrl, secretsDir } = options;
  const logLines: string[] = [];
  const windows: (() => void)[] = [];
  const { ledger, databaseUrl, stop } = await openTestLedger();
  const database = new pg.Client(databaseUrl);
  await database.connect();
  const log = createLogger({
    app: 'gateway',
    level: 'info',
    destination: { write: (l) => logLines.push(l) },
  });
  const noted: Promise<string[]>[] = [];
  const note = (entries: readonly NewEntry[]): Promise<string[]> => {
    noted.push(ledger.audit.note(entries));
    return noted.at(-1) ?? Promise.resolve([]);
  };
  const ports = openSignIn({
    ledger: { consoleSessions: ledger.consoleSessions, index: ledger.index, audit: { note } },
    environment: {
      issuer,
      secretsDir,
      environment: 'test',
      signIn: {
        publicOrigin: origin,
        discoveryUrl,
        clientId: 'kuittaus-console',
        scope: 'openid profile',
        idleMs: HOUR_MS / 2,
        wholeMs: 10 * HOUR_MS,
        mayBePlainHttp: true,
      },
    },
    log,
    later: (_, work) => windows.push(work),
  });
  const config = { senders: [], acceptArtificialIdentityCodes: true, publicOrigin: origin };
  const { app } = await startGateway({ ...ports, config, logger: log });
  await app.listen(Number(new URL(origin).port), '127.0.0.1');
  return {
    origin,
    ledger,
    logLines,
    sql: async (text, values = []) => (await database.query(text, [...values])).rows,
    endWindows: async () => {
      windows.splice(0).forEach((end) => end());
      await Promise.all(noted);
    },
    stop: () => stopAll(app, database, stop),
  };
}

async function stopAll(
  app: NestFastifyApplication,
  database: pg.Client,
  stop: TestLedger['stop'],
): Promise<void> {
  await app.close();
  await database.end();
  await stop();
}

/** @returns an address of this machine where nothing listens yet */
export async function freeOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
