// The boundaries of the house (docs: design, "Parts"), one rule a sentence. Type-only imports count as well:
// knowing a type is knowing. `#name` leads to the sources, see scripts/library-sources.mjs.

/** Files that are not part of what runs. */
const TESTS = String.raw`(\.(spec|int-spec|e2e-spec)\.ts$|^test/|^(apps|libs)/[^/]+/testing/)`;
const PACKAGE = String.raw`^node_modules/`;
const packages = (...names) => String.raw`^node_modules/(?:@types/)?(?:${names.join('|')})/`;
const libs = (...names) => `^libs/(${names.join('|')})/`;

const PROTOCOLS = ['fhir', 'cda', 'hl7v2', 'soap'];
/** Transport and checks that know no record system's protocol. */
const PLAIN = ['http', 'openapi'];
const ADAPTERS = ['lifecare', 'pegasos', 'typ', 'sofia-crm', 'proconsona', 'kanta'];

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files never import each other in a circle: there is then no order in which to read them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Every file is imported by another, but for the mains, the public faces of libs and tests.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          TESTS,
          String.raw`\.d\.mts$`,
          String.raw`^apps/[^/]+/src/main\.ts$`,
          String.raw`^libs/[^/]+/src/index\.ts$`,
          // Sent to browsers as it is.
          String.raw`^apps/gateway/src/console/assets/console\.js$`,
        ],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'domain-knows-nothing-of-ours',
      comment: 'The domain imports no other lib and no app.',
      severity: 'error',
      from: { path: libs('domain'), pathNot: TESTS },
      to: { path: ['^libs/', '^apps/', '^test/', '^scripts/'], pathNot: libs('domain') },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports no framework and nothing of Node: only packages that merely compute.',
      severity: 'error',
      from: { path: libs('domain'), pathNot: TESTS },
      to: {
        path: ['.'],
        pathNot: ['^libs/', '^apps/', '^test/', packages('canonicalize')],
      },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'A lib serves every app, and so knows none of them.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-import-apps',
      comment:
        'An app is a process of its own and reaches another only from outside, but for the standalone.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'product-never-imports-tests',
      comment: 'What runs in production imports no spec, no test set-up and no testing folder of a lib.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'libs-only-by-their-public-face',
      comment: 'From outside, a lib is reached by its index (`#name`) alone, never by a file inside it.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      // The verifier of the audit log is a program, which tests run as strangers do.
      to: {
        path: '^libs/',
        pathNot: [String.raw`^libs/[^/]+/(src|testing)/index\.ts$`, '^libs/audit/verify/'],
      },
    },
    {
      name: 'libs-reach-libs-by-their-public-face',
      comment: 'A lib, too, reaches another one by its index alone.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', String.raw`^libs/[^/]+/(src|testing)/index\.ts$`] },
    },
    {
      name: 'protocols-import-no-lib-but-the-transport',
      comment:
        'A protocol lib knows no adapter, no ledger and no other lib: with the plain HTTP transport it could be published alone.',
      severity: 'error',
      from: { path: `^libs/(${PROTOCOLS.join('|')})/`, pathNot: TESTS },
      to: { path: '^libs/', pathNot: ['^libs/$1/', libs('http')] },
    },
    {
      name: 'plain-libs-import-no-lib',
      comment: 'The HTTP transport and the checks of OpenAPI documents know no other lib of ours.',
      severity: 'error',
      from: { path: libs(...PLAIN), pathNot: TESTS },
      to: { path: '^libs/', pathNot: '^libs/$1/' },
    },
    {
      name: 'queue-alone-knows-bullmq',
      comment: 'Only the queue lib imports BullMQ: it can be replaced in one place.',
      severity: 'error',
      from: { path: ['^apps/', '^libs/'], pathNot: [libs('queue'), TESTS] },
      to: { path: packages('bullmq', '@nestjs/bullmq', '@nestjs/bull-shared') },
    },
    {
      name: 'ledger-alone-knows-the-database',
      comment:
        'Only the ledger lib imports the PostgreSQL driver and Kysely; and the launcher, to hear whether the server it started answers.',
      severity: 'error',
      from: { path: ['^apps/', '^libs/'], pathNot: [libs('ledger'), '^apps/standalone/src/engines/', TESTS] },
      to: { path: packages('pg', 'pg-[^/]+', 'kysely') },
    },
    {
      name: 'adapters-import-listed-libs',
      comment:
        'An adapter reaches the database only through the ledger’s public face, and Redis only through the queue’s: it imports no client of either.',
      severity: 'error',
      from: { path: `^apps/(${ADAPTERS.join('|')})/`, pathNot: TESTS },
      to: { path: packages('pg', 'pg-[^/]+', 'kysely', 'bullmq', 'ioredis') },
    },
    {
      name: 'product-uses-no-development-package',
      comment: 'What runs in production imports only what package.json lists as a dependency.',
      severity: 'error',
      from: { path: ['^apps/', '^libs/'], pathNot: TESTS },
      to: {
        path: PACKAGE,
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: packages('@types/[^/]+'),
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: 'scripts/library-sources.mjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'import', 'types', 'default'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
