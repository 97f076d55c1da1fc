import { rename, rm, writeFile } from 'node:fs/promises';
import type { Addresses } from './addresses.js';
import type { Tokens } from './tokens.js';

/** `standalone.json`: contract/README.md, "The embedded default, for scripts". */
export interface StandaloneDescription {
  readonly gateway: string;
  readonly console: string;
  readonly sender: { readonly name: string; readonly secret: string };
  readonly tokens: Tokens;
  readonly tokenUrl: string;
  readonly teamApp: { readonly baseUrl: string; readonly journal: string };
  readonly systems: Addresses['systems'];
}

const SAMPLE_SENDER = 'sample';

export const describeStandalone = (
  { gateway, console, tokenUrl, teamApp, systems }: Addresses,
  tokens: Tokens,
  senderSecret: string,
): StandaloneDescription => ({
  gateway,
  console,
  sender: { name: SAMPLE_SENDER, secret: senderSecret },
  tokens,
  tokenUrl,
  teamApp,
  systems,
});

/** Removed while a start is under way: a script that waits for the file never reads that of an earlier one. */
export const removeDescription = (path: string): Promise<void> => rm(path, { force: true });

/** Readable by its owner alone: it holds secrets. */
export async function writeDescription(path: string, description: StandaloneDescription): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
