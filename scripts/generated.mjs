import { existsSync, readFileSync } from 'node:fs';
import { ROOT } from './places.mjs';
import { runNode } from './processes.mjs';

/** @returns {Promise<{ passed: boolean, output: string }>} */
export async function checkGenerated({ args, files }) {
  const before = files.map(contentOf);
  const { code, output } = await runNode(args);
  if (code !== 0) return { passed: false, output };
  const stale = files.filter((file, i) => contentOf(file) !== before[i]);
  return {
    passed: stale.length === 0,
    output: stale
      .map((file) => `${file} was stale; it has been made anew: look at it and commit it\n`)
      .join(''),
  };
}

const contentOf = (file) =>
  existsSync(`${ROOT}/${file}`) ? readFileSync(`${ROOT}/${file}`, 'utf8') : undefined;
