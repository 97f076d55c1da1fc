import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { childEnvironment } from '#configuration';

export interface Called {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const PROGRAM = 'dist/apps/cli/src/main.js';

/** Runs the command line `kuittaus` as whoever types it does: a process of its own, told of the gateway by the environment. */
export async function kuittaus(
  args: readonly string[],
  caller: { readonly gateway: string; readonly token: string },
): Promise<Called> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: childEnvironment({ KUITTAUS_GATEWAY_URL: caller.gateway, KUITTAUS_TOKEN: caller.token }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
