// Takes a picture of every page of the console, wide and narrow: node scripts/pictures.mjs. Needs a build, and a Chromium on the path.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './places.mjs';
import { passSignalsOn, runNode } from './processes.mjs';

const FOLDER = join(ROOT, '.data/pictures');
const JEST = 'node_modules/jest/bin/jest.js';

passSignalsOn();
await mkdir(FOLDER, { recursive: true });
const { code } = await runNode(
  [JEST, '--selectProjects', 'e2e', '--testPathPatterns', 'test/browser', '-t', 'shows where the focus is'],
  { shown: true, env: { KUITTAUS_PICTURES_DIR: FOLDER } },
);
process.exitCode = code;
