import { LIBRARY_SOURCES } from './scripts/library-sources.mjs';

const librarySources = Object.fromEntries(
  Object.entries(LIBRARY_SOURCES).map(([name, source]) => [`^${name}$`, `<rootDir>/${source}`]),
);

/** Packages that ship ES modules only; Jest loads CommonJS, so they go through the transform too. */
const ESM_ONLY = [
  'jose',
  'oauth4webapi',
  'oidc-provider',
  'openid-client',
  'preact',
  'preact-render-to-string',
  'uuid',
];

const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2023',
      parser,
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      keepClassNames: true,
    },
  },
];

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: {
    '\\.(ts|js|mjs)$': swc({ syntax: 'typescript', decorators: true }),
    '\\.tsx$': swc({ syntax: 'typescript', tsx: true, decorators: true }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
  moduleNameMapper: { ...librarySources, '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.data/', '<rootDir>/bench/baseline/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  restoreMocks: true,
};

/** One private PostgreSQL and Redis for all test files that need them. */
const withEngines = {
  globalSetup: '<rootDir>/test/setup/engines.ts',
  globalTeardown: '<rootDir>/test/setup/stop-engines.ts',
};

export default {
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.ts'] },
    {
      ...base,
      ...withEngines,
      displayName: 'int',
      testMatch: ['<rootDir>/{libs,apps,test}/**/*.int-spec.ts'],
    },
    {
      ...base,
      ...withEngines,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/setup/e2e-patience.ts'],
    },
  ],
  // A project cannot set its own; long enough for tests that start a server or two on a busy machine.
  testTimeout: 30_000,
  maxWorkers: 2,
};
