import { readFileSync } from 'node:fs';
import { PLANTED_BUGS } from './planted/all-bugs.js';
import { runPlanted } from './planted/run-planted.js';
import { planted } from './planted/test-build.js';

// The checker is only as good as what it finds: all of it is played by `npm run chaos -- --planted`, one bug here.
jest.setTimeout(300_000);

describe('the bugs that the rig is checked by', () => {
  it('are at least 24, each with a name of its own', () => {
    const names = new Set(PLANTED_BUGS.map(({ name }) => name));
    expect(names.size).toBe(PLANTED_BUGS.length);
    expect(names.size).toBeGreaterThanOrEqual(24);
  });

  it.each(PLANTED_BUGS.map((bug) => [bug.name, bug] as const))(
    '%s still fits the build',
    (_, { patches }) => {
      const texts = new Map<string, string>();
      for (const patch of patches) {
        const before = texts.get(patch.file) ?? readFileSync(`dist/${patch.file}`, 'utf8');
        const after = planted(before, patch);
        expect(after).not.toBe(before);
        texts.set(patch.file, after);
      }
    },
  );

  it('are found: a blind retry is, and nothing without it', async () => {
    const lines: string[] = [];
    const isFound = await runPlanted('blind-retry', (line) => lines.push(line));
    expect(isFound ? '' : lines.join('\n')).toBe('');
  });
});
