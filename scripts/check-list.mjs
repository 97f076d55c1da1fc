// What `npm run check` and `npm test` look at, besides the tests. A check is a Node program that passes with
// exit code 0 and says on its output what is wrong.

/** @type {{ name: string, args: string[] }[]} */
export const CHECKS = [
  {
    name: 'format',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'],
  },
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'boundaries',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      'apps',
      'libs',
      'test',
    ],
  },
];

/**
 * Committed files that a program makes of the sources. The program writes them in place; when that changes
 * one, the committed file was stale.
 * @type {{ name: string, args: string[], files: string[] }[]}
 */
export const GENERATED = [];
