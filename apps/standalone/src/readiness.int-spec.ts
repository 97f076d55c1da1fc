import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntilReady } from './readiness.js';

let home: string;
let server: Server;
let url: string;
/** Statuses that the server answers, one after the other; the last one for good. */
let statuses: number[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuittaus-readiness-'));
  statuses = [200];
  server = createServer((_, response) => {
    response.statusCode = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health/ready`;
});

afterEach(async () => {
  server.close();
  await rm(home, { recursive: true, force: true });
});

async function wait(options: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<string[]> {
  const ready: string[] = [];
  const logFile = join(home, 'gateway.log');
  await writeFile(logFile, '{"level":"error","event":"gateway.failed","code":"ECONNREFUSED"}\n');
  await waitUntilReady([{ name: 'gateway', readyUrls: [url, url], logFile }], {
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    onReady: (name) => ready.push(name),
    ...options,
  });
  return ready;
}

describe('waiting for the services', () => {
  it('ends when each says that it is ready', async () => {
    statuses = [503, 503, 200];

    expect(await wait()).toEqual(['gateway']);
  });

  it('gives up in time, and says who is not ready, and what its log says', async () => {
    statuses = [503];

    await expect(wait({ timeoutMs: 200 })).rejects.toMatchObject({
      code: 'not-ready',
      message: expect.stringMatching(
        /^Not ready after 0.2 s:\n {4}gateway: gateway.failed ECONNREFUSED \(.*gateway.log\)$/,
      ),
    });
  });

  it('ends at once when the start is stopped', async () => {
    statuses = [503];

    await expect(wait({ signal: AbortSignal.abort() })).rejects.toThrow(/aborted/i);
  });
});
