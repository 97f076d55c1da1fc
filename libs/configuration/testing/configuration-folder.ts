import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationFault, faultLine, loadConfiguration } from '../src/index.js';

/** A copy of the delivered configuration that a test may break. */
export class ConfigurationFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'kuittaus-config-'));

  constructor() {
    for (const part of ['teams', 'systems', 'senders.yaml', 'team-apps.yaml']) {
      cpSync(join('config', part), join(this.path, part), { recursive: true });
    }
  }

  /** Replaces the text's only occurrence in the file. */
  change(file: string, text: string, replacement: string): this {
    const before = readFileSync(join(this.path, file), 'utf8');
    if (before.split(text).length !== 2) throw new Error(`${file} does not hold the text once`);
    return this.write(
      file,
      before.replace(text, () => replacement),
    );
  }

  write(file: string, content: string): this {
    writeFileSync(join(this.path, file), content);
    return this;
  }

  delete(file: string): this {
    rmSync(join(this.path, file));
    return this;
  }

  /** Loads it and takes it away. @returns the faults, files relative to the folder */
  faults(): readonly string[] {
    try {
      loadConfiguration(this.path, {});
      return [];
    } catch (error) {
      if (!(error instanceof ConfigurationFault)) throw error;
      return error.faults.map((fault) => faultLine(fault).replace(`${this.path}/`, ''));
    } finally {
      rmSync(this.path, { recursive: true });
    }
  }
}
