import type { PlantedBug } from './bug.js';

export const INTAKE_BUGS: readonly PlantedBug[] = [
  {
    name: 'answered-before-commit',
    breaks: '202 comes before the commit',
    scene: 'the gateway dies once it has answered',
    foundAs: ['I11', 'I1'],
    patches: [
      {
        file: 'libs/ledger/src/ledger.js',
        search: '        return this.db.transaction().execute(work);',
        replace: `        return new Promise((resolve, reject) => {
            this.db.transaction().execute(async (tx) => {
                resolve(await work(tx));
                await new Promise((later) => setTimeout(later, 300));
            }).catch(reject);
        });`,
      },
    ],
  },
  {
    name: 'answered-without-commit',
    breaks: 'a commit that failed is answered as one that went well',
    scene: 'a commit does not arrive',
    foundAs: ['I11', 'I1'],
    patches: [
      {
        file: 'libs/ledger/src/ledger.js',
        search: '        return this.db.transaction().execute(work);',
        replace: `        let result;
        return this.db.transaction().execute(async (tx) => (result = await work(tx))).catch((failure) => {
            if (result === undefined) throw failure;
            return result;
        });`,
      },
    ],
  },
  {
    name: 'synchronous-commit-off',
    breaks: 'what is committed is not on disk',
    scene: 'PostgreSQL crashes once it was acknowledged',
    foundAs: ['I11', 'I1'],
    patches: [
      {
        file: 'libs/ledger/src/database.js',
        search: '        max: options.maxConnections,',
        replace: "        max: options.maxConnections,\n        options: '-c synchronous_commit=off',",
      },
    ],
  },
  {
    name: 'repeat-refused',
    breaks: 'an event that was taken is answered alike when it comes again',
    scene: "a commit's answer is lost",
    foundAs: ['I1'],
    patches: [
      {
        file: 'apps/gateway/src/intake/ledger-intake.js',
        search: 'if (taken?.bodyDigest.equals(event.bodyDigest) !== true)',
        replace: 'if (true)',
      },
      {
        file: 'apps/gateway/src/intake/accept-decision/judge-version.js',
        search:
          "return { kind: 'repeat', answeredBy: sameId.answeredBy, version: sameId.version, underNewId: false };",
        replace: "return refuse('event-id-reused');",
      },
    ],
  },
  {
    name: 'task-dropped-from-plan',
    breaks: 'every duty of the plan becomes a task',
    scene: 'a quiet day',
    foundAs: ['I1'],
    patches: [
      {
        file: 'libs/ledger/src/add-tasks.js',
        search: '    if (added.length === 0)',
        replace: '    added = added.slice(0, -1);\n    if (added.length === 0)',
      },
    ],
  },
  {
    name: 'consent-never-looked-at',
    breaks: 'nothing is planned without consent',
    scene: 'the consent is missing',
    foundAs: ['I10'],
    patches: [
      {
        file: 'libs/domain/src/planning/consent-tests.js',
        search: "return requirement.required ? 'consent-missing' : undefined;",
        replace: 'return undefined;',
      },
    ],
  },
  {
    name: 'cancellation-only-noted',
    breaks: 'what is unsent when a decision is cancelled is never written',
    scene: 'a decision is cancelled before it is written',
    foundAs: ['I10'],
    patches: [
      {
        file: 'apps/gateway/src/intake/cancel-decision/cancel-decision.js',
        search: 'before, countedFrom: cancelledAt }, planned);',
        replace: 'before, countedFrom: cancelledAt }, { ...planned, transitions: [] });',
      },
    ],
  },
  {
    name: 'withdrawal-only-noted',
    breaks: 'what is unsent when a consent is withdrawn is never written',
    scene: 'a consent is withdrawn before the write',
    foundAs: ['I10'],
    patches: [
      {
        file: 'apps/gateway/src/intake/withdraw-consent/withdraw-consent.js',
        search: 'transitions: [...ended, ...recorded.transitions]',
        replace: 'transitions: recorded.transitions',
      },
      {
        file: 'libs/recording/src/consent-gate.js',
        search: 'withdrawals: newest.withdrawals,',
        replace: 'withdrawals: [],',
      },
    ],
  },
  {
    name: 'signature-not-checked',
    breaks: 'only who signs rightly may send',
    scene: 'a quiet day',
    foundAs: ['I12'],
    patches: [
      {
        file: 'libs/security/src/webhook-verifier.js',
        search:
          'return this.senders.find(({ keys }) => keys.some((key) => (0, webhook_signature_js_1.signatureHolds)(key, parts, presented)));',
        replace: 'return this.senders[0];',
      },
    ],
  },
  {
    name: 'guard-missing',
    breaks: 'nobody reads without a token and a role',
    scene: 'a quiet day',
    foundAs: ['I12'],
    patches: [
      {
        file: 'apps/gateway/src/access/access.guard.js',
        search: "if (access === 'open' || access === 'signature')",
        replace:
          "(0, principal_js_1.rememberPrincipal)(request, { roles: new Set(['sysadmin', 'auditor']), teams: '*' });\n        if (true)",
      },
    ],
  },
];
