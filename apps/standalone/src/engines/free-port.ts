import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { systemErrorCode } from '../standalone.errors.js';

const LOOPBACK = '127.0.0.1';
/**
 * Below the range from which systems give ports to outgoing connections (32768 on Linux, 49152 elsewhere): a
 * port from that range is often busy for a moment, and a kept one would be lost at the next start.
 */
const FROM = 20_000;
const BELOW = 30_000;

/** @returns a port of 127.0.0.1 that was free a moment ago; another process may take it before you do */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, BELOW);
    if (await isFree(port)) return port;
  }
}

/** @returns ports of 127.0.0.1, all different */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

/** @returns whether a server could listen there now */
export async function isFree(port: number, host = LOOPBACK): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host });
    await once(server, 'listening');
  } catch (error) {
    if (systemErrorCode(error) === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
