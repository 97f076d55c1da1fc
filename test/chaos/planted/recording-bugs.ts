import type { PlantedBug } from './bug.js';

const SETTLE_WRITE = 'libs/domain/src/task-state/settle-write.js';
const ENDPOINT_STATES = 'libs/ledger/src/endpoints/endpoint-states.js';
const SETTLE_LOOK_UP = 'libs/domain/src/task-state/settle-look-up.js';

export const RECORDING_BUGS: readonly PlantedBug[] = [
  {
    name: 'blind-retry',
    breaks: 'an unclear write is looked up before it is sent again',
    scene: 'an answer is lost',
    foundAs: ['I5'],
    patches: [
      {
        file: SETTLE_WRITE,
        search: "        case 'unknown':\n            return toUnknown(task, policy, now);",
        replace: "        case 'unknown':\n            return retry(task, undefined, policy, surroundings);",
      },
    ],
  },
  {
    name: 'lost-lease-sent-again',
    breaks: 'what a dead worker sent is unclear, and is looked up',
    scene: 'an adapter dies in the middle of a write',
    foundAs: ['I5'],
    patches: [
      {
        file: SETTLE_WRITE,
        search: "return { ...toUnknown(task, policy, now), event: 'task.lease-lost' };",
        replace:
          "return { ...toUnknown(task, policy, now), task: { ...toUnknown(task, policy, now).task, state: 'queued' }, event: 'task.lease-lost' };",
      },
    ],
  },
  {
    name: 'no-settle-time',
    breaks: 'a system is asked only after its settle time',
    scene: 'an answer is lost',
    foundAs: ['I5'],
    patches: [
      {
        file: SETTLE_WRITE,
        search: 'wakeAt: (0, tracked_task_js_1.later)(now, policy.settleMs),',
        replace: 'wakeAt: now,',
      },
    ],
  },
  {
    name: 'absence-believed-at-once',
    breaks: 'an absence is believed when it was seen twice',
    scene: 'a request is lost',
    foundAs: ['I5'],
    patches: [
      {
        file: SETTLE_LOOK_UP,
        search: 'const ABSENCES_BELIEVED = 2;',
        replace: 'const ABSENCES_BELIEVED = 1;',
      },
    ],
  },
  {
    name: 'rejected-retried',
    breaks: 'what a system refuses for good goes to a person',
    scene: 'a record is rejected',
    foundAs: ['I5'],
    patches: [
      {
        file: SETTLE_WRITE,
        search: "        case 'rejected':\n",
        replace:
          "        case 'rejected':\n            return retry({ ...task, sent: false }, undefined, policy, surroundings);\n",
      },
    ],
  },
  {
    name: 'confirmed-without-read-back',
    breaks: 'a receipt alone confirms nothing',
    scene: 'a record is not stored',
    foundAs: ['I4'],
    patches: [
      {
        file: 'libs/recording/src/perform-attempt.js',
        search: 'return isThere ? { write, lookUp: await ask() } : { write };',
        replace:
          "return isThere ? { write, lookUp: { kind: 'found', matches: true, differences: [], recorded: write.receipt, code: 'found' } } : { write };",
      },
    ],
  },
  {
    name: 'absent-is-confirmed',
    breaks: 'what was accepted and is not there goes to a person',
    scene: 'a record is not stored',
    foundAs: ['I4'],
    patches: [
      {
        file: SETTLE_LOOK_UP,
        search:
          "if (task.state === 'unconfirmed')\n        return (0, ended_js_1.needsAttention)(task, 'read-back-differs');",
        replace:
          "if (task.state === 'unconfirmed')\n        return (0, ended_js_1.confirmed)(task, task.evidence);",
      },
    ],
  },
  {
    name: 'client-not-compared',
    breaks: 'read back means: of the right client',
    scene: 'a record is stored under another client',
    foundAs: ['I4'],
    patches: [
      {
        file: 'apps/lifecare/src/compare-record.js',
        search: "['client', sameBy(clientOf, expected, actual)],",
        replace: "['client', true],",
      },
    ],
  },
  {
    name: 'different-is-confirmed',
    breaks: 'what was found and differs goes to a person',
    scene: 'a record is stored under another client',
    foundAs: ['I4'],
    patches: [{ file: SETTLE_LOOK_UP, search: 'return result.matches\n', replace: 'return result\n' }],
  },
  {
    name: 'key-of-each-attempt',
    breaks: "a record's key is derived: every attempt finds the same record",
    scene: 'an answer is lost',
    foundAs: ['I2', 'I4', 'I5'],
    patches: [
      {
        file: 'libs/recording/src/recording-keys.js',
        search: "return digest(['series', ",
        replace: "return digest([String(performance.now()), 'series', ",
      },
    ],
  },
  {
    name: 'unclear-counts-as-unsent',
    breaks: 'what may be in a system is taken back with its decision',
    scene: 'a decision is cancelled while its write is still on the way',
    foundAs: ['I10'],
    patches: [
      {
        file: 'libs/domain/src/corrections/series.js',
        search: '(task.sent && !isSaidUnrecorded(task))',
        replace: "(task.sent && task.state !== 'unknown' && !isSaidUnrecorded(task))",
      },
    ],
  },
  {
    name: 'no-epoch',
    breaks: 'an outcome counts only under the epoch that it belongs to',
    scene: 'an adapter stands still before it settles',
    foundAs: ['I6', 'I5'],
    patches: [
      {
        file: 'libs/recording/src/settle-attempt.js',
        search: 'return (task.epoch === opened.task.epoch &&',
        replace: 'return (true ||',
      },
    ],
  },
  {
    name: 'lease-not-checked-again',
    breaks: 'nothing is sent once the lease is over',
    scene: 'an adapter stands still before the first byte',
    foundAs: ['I5'],
    patches: [
      {
        file: 'libs/recording/src/lease.js',
        search: 'throw new LeaseLost();',
        replace: 'this.writeBegun = true;',
      },
      // The deadline would end what was begun too late, before its first byte: it is the second thing that holds here.
      {
        file: 'libs/recording/src/perform-attempt.js',
        search: 'controller.abort();',
        replace: '',
      },
    ],
  },
  {
    name: 'consent-only-at-planning',
    breaks: 'the consent is tested again at the moment of the write',
    scene: 'a consent expires before the write',
    foundAs: ['I10'],
    patches: [
      {
        file: 'libs/domain/src/task-state/open-attempt.js',
        search: "const reason = blocking.kind === 'ends' ? blocking.reason : facts.consent;",
        replace: "const reason = blocking.kind === 'ends' ? blocking.reason : undefined;",
      },
    ],
  },
  {
    name: 'breaker-per-process-only',
    breaks: 'what one replica learns of a system, all know',
    scene: 'a record system is down, with two replicas before it',
    foundAs: ['I9'],
    patches: [
      {
        file: ENDPOINT_STATES,
        search: 'from unnest(${[...endpoints]}::text[])',
        replace: 'from unnest(${endpoints.map((id) => `${id}@${process.pid}`)}::text[])',
      },
      {
        file: ENDPOINT_STATES,
        search: '    change(endpoint, work) {\n',
        replace: '    change(endpoint, work) {\n        endpoint += `@${process.pid}`;\n',
      },
      {
        file: ENDPOINT_STATES,
        search: '        endpoint,\n        breaker:',
        replace: "        endpoint: endpoint.split('@')[0],\n        breaker:",
      },
    ],
  },
];
