import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Variables } from '#configuration';
import type { ExitCode } from '../src/command.js';
import { runKuittaus } from '../src/kuittaus.js';

export const NOW = new Date('2026-11-18T10:00:00Z');

export const SAMPLE = 'config/samples/kaarina-typ-client.json';

export interface Called {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly input?: string;
  readonly variables?: Variables;
  readonly now?: Date;
}

/** Runs the command line in this process, as `kuittaus <args>` would. */
export async function called(args: readonly string[], surroundings: Surroundings = {}): Promise<Called> {
  const { input = '', variables, now = NOW } = surroundings;
  const out: string[] = [];
  const err: string[] = [];
  const code = await runKuittaus(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readInput: async () => Buffer.from(input),
    now: () => now,
    ...(variables === undefined ? {} : { variables }),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** A folder of a test's own. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'kuittaus-cli-'));

  /** @returns the file's path */
  write(name: string, content: string): string {
    const file = join(this.path, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  }

  /** Takes the delivered configuration in, for a test to change. */
  configuration(): this {
    cpSync('config', this.path, { recursive: true });
    return this;
  }

  /** Replaces the text's first occurrence in the file. */
  change(name: string, text: string, replacement: string): this {
    const before = readFileSync(join(this.path, name), 'utf8');
    if (!before.includes(text)) throw new Error(`${name} does not hold the text`);
    this.write(
      name,
      before.replace(text, () => replacement),
    );
    return this;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** A decision as the sample has it, with changes. */
export const sampleDecision = (changes: object = {}): string =>
  JSON.stringify({ ...Object(JSON.parse(readFileSync(SAMPLE, 'utf8')).data), ...changes });
