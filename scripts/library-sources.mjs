// Where the sources of the libraries are. At run time `#name` leads to dist/ (package.json, "imports");
// the tests and the check of the boundaries look at the sources instead.
import { readFileSync } from 'node:fs';
import { ROOT } from './places.mjs';

const { imports } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'));

/** `#name` → path from the repository's root. */
export const LIBRARY_SOURCES = Object.fromEntries(
  Object.entries(imports).map(([name, built]) => [
    name,
    built.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts'),
  ]),
);

/** In the shape of a bundler's configuration, which is what dependency-cruiser takes aliases from. */
export default {
  resolve: {
    alias: Object.fromEntries(
      Object.entries(LIBRARY_SOURCES).map(([name, source]) => [`${name}$`, `${ROOT}/${source}`]),
    ),
  },
};
