import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const PRODUCT = ['apps/**/*.{ts,tsx}', 'libs/**/*.{ts,tsx}'];
/** Specs, and what is written only for them. */
const TESTS = ['test/**/*.ts', '**/*.spec.ts', '**/*.int-spec.ts', '{apps,libs}/*/testing/**/*.ts'];
const ENVIRONMENT_READERS = ['libs/configuration/**/*.ts', 'test/setup/**/*.ts'];

const MAX_PARAMETERS = 4;
const MAX_DEPENDENCIES = 8;

/** A constructor's parameters are what Nest injects; every other function takes an options object instead. */
const parameters = [
  {
    selector: `:function[params.length>${MAX_PARAMETERS}]:not(MethodDefinition[kind="constructor"] > *)`,
    message: `More than ${MAX_PARAMETERS} parameters: take an options object.`,
  },
  {
    selector: `MethodDefinition[kind="constructor"][value.params.length>${MAX_DEPENDENCIES}]`,
    message: `More than ${MAX_DEPENDENCIES} dependencies: this class does too much.`,
  },
];
const bareErrors = {
  selector: 'ThrowStatement > NewExpression[callee.name="Error"]',
  message: 'Throw a typed error with a stable code: whoever catches it must be able to tell it apart.',
};

const shape = {
  'max-lines': ['error', 400],
  'max-lines-per-function': ['error', 70],
  'no-restricted-syntax': ['error', ...parameters],
  'no-empty': 'error',
  curly: ['error', 'multi-line'],
  eqeqeq: 'error',
};

/** What the console's own script asks of a browser. */
const BROWSER_GLOBALS = [
  'CustomEvent',
  'EventSource',
  'FormData',
  'URLSearchParams',
  'clearTimeout',
  'document',
  'fetch',
  'getSelection',
  'location',
  'navigator',
  'requestAnimationFrame',
  'sessionStorage',
  'setInterval',
  'setTimeout',
  'window',
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.data/', '.cache/', 'bench/baseline/', 'test/contract/']),
  // Nothing is switched off in the code: a rule that does not fit is changed here, for all to see.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
    },
    rules: shape,
  },
  {
    files: ['apps/*/src/console/assets/*.js'],
    extends: [js.configs.recommended],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(BROWSER_GLOBALS.map((name) => [name, 'readonly'])),
    },
    rules: shape,
  },
  // One file by design: whoever verifies carries it alone.
  { files: ['libs/audit/verify/*.mjs'], rules: { 'max-lines': 'off' } },

  {
    files: ['**/*.{ts,tsx}'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...shape,
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      // Nest and others type plain options by classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // A fault in an async function rejects; without the word it would be thrown at the caller.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-deprecated': [
        'error',
        // Called deprecated to stand out: plain HTTP to the issuer, which the configuration refuses in production.
        { allow: [{ from: 'package', name: 'allowInsecureRequests', package: 'openid-client' }] },
      ],
      // What comes in is searched for control characters, and what goes out is rid of them.
      'no-control-regex': 'off',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in libs/configuration only.' },
      ],
    },
  },
  { files: PRODUCT, rules: { 'no-restricted-syntax': ['error', ...parameters, bareErrors] } },
  { files: ENVIRONMENT_READERS, rules: { 'no-restricted-properties': 'off' } },
  {
    files: TESTS,
    rules: {
      // A describe block is a function, and as long as what it describes.
      'max-lines-per-function': 'off',
      'max-lines': ['error', 600],
      // A row of a table of cases is a function's parameters.
      'no-restricted-syntax': 'off',
      // Answers and log lines are parsed JSON, and matchers such as expect.any() have no type.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      // Faults are made by taking a field out of a valid body.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // A fault in a fixture fails the test, which is what it should do.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
