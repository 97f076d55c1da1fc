// Runs the chaos rig (test/chaos/main.ts) from its sources: what is under test is the build, and the rig is no part of it.
import Module, { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from '@swc/core';

const COMPILER = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
};

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...COMPILER, filename });
  module._compile(code, filename);
};

// The sources import each other by the names that they have once built.
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, parent, ...rest) => {
  if (/^\.\.?\/.*\.js$/.test(request) && parent?.filename?.endsWith('.ts')) {
    const source = path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  return resolve(request, parent, ...rest);
};

createRequire(import.meta.url)('../test/chaos/main.ts');
