import { aConfirmedTask, aTask } from '../../testing/a-task.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { TASK_STATES } from '../words.js';
import type { Channel, TaskState } from '../words.js';
import { acknowledge } from './acknowledge.js';
import type { ActResult, ActSetting } from './act-result.js';
import { closeUnrecorded } from './close-unrecorded.js';
import { giveBack, handOver, takeOver } from './move-task.js';
import { retryNow } from './retry-now.js';
import { UNDO_WINDOW_MS as undoWindowMs, undoAcknowledgement } from './undo-acknowledgement.js';

const now = new Date('2026-11-17T12:00:00Z');
const inMs = (ms: number): Date => new Date(now.getTime() + ms);
const nextAttemptAt = inMs(60_000);
const evidence = { level: 'attested', targetId: 't', targetVersion: '1', at: now.toISOString() } as const;

/** A task as it may stand in the ledger in this state. */
function standing(state: TaskState, channel: Channel, sent: boolean): TrackedTask {
  const needsReason = ['withheld', 'cancelled', 'superseded', 'needs-attention'].includes(state);
  return aTask({
    state,
    channel,
    sent,
    ...(needsReason ? { reason: sent ? 'outcome-unknown' : refusedBy(channel) } : {}),
    ...(state === 'attested' || state === 'confirmed' ? { evidence } : {}),
    ...(state === 'recording' ? { leaseUntil: inMs(30_000) } : {}),
  });
}

const refusedBy = (channel: Channel) =>
  channel === 'manual' ? 'person-cannot-record' : 'rejected-by-system';

const settingOf = (tasks: readonly TrackedTask[], differences: Partial<ActSetting> = {}): ActSetting => ({
  now,
  tasks,
  cancelled: false,
  isInstalled: () => true,
  ...differences,
});

const summary = (task: TrackedTask, result: ActResult): string => {
  if (result.kind === 'refused') return result.code;
  const last = result.transitions.findLast((transition) => transition.task.id === task.id)!;
  const wake = last.wakeAt === undefined ? '' : last.wakeAt <= now ? ' now' : ' later';
  return `${last.task.state}/${last.task.channel}${wake}`;
};

type Judge = (task: TrackedTask, setting: ActSetting) => ActResult;
const ACTS = {
  recorded: (task, setting) => acknowledge(task, { outcome: 'recorded', by: 'chair' }, setting),
  'cannot-record': (task, setting) => acknowledge(task, { outcome: 'cannot-record', by: 'chair' }, setting),
  undo: (task, setting) =>
    undoAcknowledgement(task, { undoWindowMs, acknowledged: { at: now, bySamePerson: true } }, setting),
  'hand-over': handOver,
  'take-over': takeOver,
  'give-back': (task, setting) => giveBack(task, { holdsRight: true, mayBeRecorded: false }, setting),
  retry: retryNow,
  'first close': (task, setting) => closeUnrecorded(task, 'none', setting),
  'second close': (task, setting) => closeUnrecorded(task, 'of-another-person', setting),
} satisfies Record<string, Judge>;
type Act = keyof typeof ACTS;

const ORDER: readonly Act[] = [
  'recorded',
  'cannot-record',
  'undo',
  'hand-over',
  'take-over',
  'give-back',
  'retry',
  'first close',
  'second close',
];

const final = 'task-final';
const closed = (channel: Channel): string => `cancelled/${channel}`;
const ATTESTED = 'attested/manual';
const CANNOT = 'needs-attention/manual';
const NOT_BY_HAND = 'task-not-by-hand';
const IN_FLIGHT = 'task-in-flight';
const BY_HAND = 'task-by-hand';
const NO_ACK = 'not-acknowledged';

/** Every state that an adapter's or a person's task can stand in × every act. */
const TABLE: readonly (readonly [TaskState, Channel, 'unsent' | 'sent', ...string[]])[] = [
  // state, channel, sent: recorded, cannot, undo, hand-over, take-over, give-back, retry, close, close again
  [
    'waiting',
    'automatic',
    'unsent',
    NOT_BY_HAND,
    NOT_BY_HAND,
    NO_ACK,
    NOT_BY_HAND,
    'awaiting-person/manual',
    NOT_BY_HAND,
    'task-waiting',
    'waiting/automatic later',
    closed('automatic'),
  ],
  [
    'waiting',
    'manual',
    'unsent',
    'task-waiting',
    'task-waiting',
    NO_ACK,
    'waiting/manual later',
    BY_HAND,
    'queued/automatic now',
    BY_HAND,
    'waiting/manual later',
    closed('manual'),
  ],
  [
    'queued',
    'automatic',
    'unsent',
    NOT_BY_HAND,
    NOT_BY_HAND,
    NO_ACK,
    NOT_BY_HAND,
    'awaiting-person/manual',
    NOT_BY_HAND,
    'queued/automatic now',
    'queued/automatic later',
    closed('automatic'),
  ],
  [
    'retrying',
    'automatic',
    'unsent',
    NOT_BY_HAND,
    NOT_BY_HAND,
    NO_ACK,
    NOT_BY_HAND,
    'awaiting-person/manual',
    NOT_BY_HAND,
    'retrying/automatic now',
    'retrying/automatic later',
    closed('automatic'),
  ],
  [
    'recording',
    'automatic',
    'sent',
    IN_FLIGHT,
    IN_FLIGHT,
    NO_ACK,
    NOT_BY_HAND,
    'recording/manual later',
    NOT_BY_HAND,
    IN_FLIGHT,
    IN_FLIGHT,
    IN_FLIGHT,
  ],
  [
    'recording',
    'manual',
    'sent',
    IN_FLIGHT,
    IN_FLIGHT,
    NO_ACK,
    'recording/manual later',
    BY_HAND,
    'recording/automatic later',
    BY_HAND,
    IN_FLIGHT,
    IN_FLIGHT,
  ],
  [
    'unknown',
    'automatic',
    'sent',
    IN_FLIGHT,
    IN_FLIGHT,
    NO_ACK,
    NOT_BY_HAND,
    'unknown/manual later',
    NOT_BY_HAND,
    IN_FLIGHT,
    'unknown/automatic later',
    closed('automatic'),
  ],
  [
    'unknown',
    'manual',
    'sent',
    IN_FLIGHT,
    IN_FLIGHT,
    NO_ACK,
    'unknown/manual later',
    BY_HAND,
    'unknown/automatic later',
    BY_HAND,
    'unknown/manual later',
    closed('manual'),
  ],
  [
    'unconfirmed',
    'automatic',
    'sent',
    IN_FLIGHT,
    IN_FLIGHT,
    NO_ACK,
    NOT_BY_HAND,
    'unconfirmed/manual later',
    NOT_BY_HAND,
    IN_FLIGHT,
    'unconfirmed/automatic later',
    closed('automatic'),
  ],
  [
    'unconfirmed',
    'manual',
    'sent',
    IN_FLIGHT,
    IN_FLIGHT,
    NO_ACK,
    'unconfirmed/manual later',
    BY_HAND,
    'unconfirmed/automatic later',
    BY_HAND,
    'unconfirmed/manual later',
    closed('manual'),
  ],
  [
    'awaiting-person',
    'manual',
    'unsent',
    ATTESTED,
    CANNOT,
    NO_ACK,
    'awaiting-person/manual later',
    BY_HAND,
    'queued/automatic now',
    BY_HAND,
    'awaiting-person/manual later',
    closed('manual'),
  ],
  [
    'awaiting-person',
    'manual',
    'sent',
    ATTESTED,
    CANNOT,
    NO_ACK,
    'awaiting-person/manual later',
    BY_HAND,
    'unknown/automatic now',
    BY_HAND,
    'awaiting-person/manual later',
    closed('manual'),
  ],
  [
    'needs-attention',
    'automatic',
    'unsent',
    NOT_BY_HAND,
    NOT_BY_HAND,
    NO_ACK,
    NOT_BY_HAND,
    'awaiting-person/manual',
    NOT_BY_HAND,
    'queued/automatic now',
    'needs-attention/automatic later',
    closed('automatic'),
  ],
  [
    'needs-attention',
    'automatic',
    'sent',
    ATTESTED,
    CANNOT,
    NO_ACK,
    NOT_BY_HAND,
    'unknown/manual now',
    NOT_BY_HAND,
    'unknown/automatic now',
    'needs-attention/automatic later',
    closed('automatic'),
  ],
  [
    'needs-attention',
    'manual',
    'unsent',
    ATTESTED,
    CANNOT,
    'awaiting-person/manual',
    'awaiting-person/manual',
    BY_HAND,
    'queued/automatic now',
    BY_HAND,
    'needs-attention/manual later',
    closed('manual'),
  ],
  [
    'needs-attention',
    'manual',
    'sent',
    ATTESTED,
    CANNOT,
    NO_ACK,
    'needs-attention/manual later',
    BY_HAND,
    'unknown/automatic now',
    BY_HAND,
    'needs-attention/manual later',
    closed('manual'),
  ],
  [
    'attested',
    'manual',
    'unsent',
    final,
    final,
    'awaiting-person/manual',
    final,
    final,
    final,
    final,
    final,
    final,
  ],
  [
    'attested',
    'manual',
    'sent',
    final,
    final,
    'awaiting-person/manual',
    final,
    final,
    final,
    final,
    final,
    final,
  ],
  ['confirmed', 'automatic', 'sent', final, final, final, final, final, final, final, final, final],
  ['withheld', 'automatic', 'unsent', final, final, final, final, final, final, final, final, final],
  ['cancelled', 'manual', 'unsent', final, final, final, final, final, final, final, final, final],
  ['superseded', 'automatic', 'unsent', final, final, final, final, final, final, final, final, final],
];

describe('an act on a task', () => {
  it('is judged in every state that there is', () => {
    expect(new Set(TABLE.map(([state]) => state))).toEqual(new Set(TASK_STATES));
  });

  const rows = TABLE.flatMap(([state, channel, sent, ...expected]) =>
    ORDER.map((act, place) => ({ act, state, channel, sent, expected: expected[place] })),
  );
  it.each(rows)('$act of a $channel task that is $state, $sent: $expected', (row) => {
    const task = standing(row.state, row.channel, row.sent === 'sent');
    const result = ACTS[row.act](task, settingOf([task], { nextAttemptAt }));
    expect(summary(task, result)).toBe(row.expected);
  });

  it.each(rows.filter(({ expected }) => expected?.includes('/')))(
    '$act leaves a $channel $state task ($sent) that the ledger can hold',
    (row) => {
      const task = standing(row.state, row.channel, row.sent === 'sent');
      const result = ACTS[row.act](task, settingOf([task], { nextAttemptAt }));
      if (result.kind === 'refused') throw new TypeError(result.code);
      for (const { task: after } of result.transitions) {
        const hasReason = after.reason !== undefined;
        expect(hasReason).toBe(
          ['withheld', 'cancelled', 'superseded', 'needs-attention'].includes(after.state),
        );
        if (after.state === 'attested') expect(after.evidence).toBeDefined();
        expect(after.sent).toBe(task.sent);
      }
    },
  );
});

describe('acknowledging', () => {
  it.each(['recorded', 'recorded-changed'] as const)(
    '%s is evidence of a person, with who and when',
    (outcome) => {
      const task = aTask({ state: 'awaiting-person', channel: 'manual', version: 3 });
      const result = acknowledge(task, { outcome, by: 'kela' }, settingOf([task]));
      expect(result).toMatchObject({
        transitions: [
          {
            event: 'task.attested',
            task: {
              evidence: {
                level: 'attested',
                targetId: task.id,
                targetVersion: '3',
                at: now.toISOString(),
                by: 'kela',
              },
            },
          },
        ],
      });
    },
  );

  it('ends a nullify and a replace as it ends a create', () => {
    for (const operation of ['create', 'replace', 'nullify'] as const) {
      const task = aTask({ state: 'awaiting-person', channel: 'manual', operation });
      expect(summary(task, ACTS.recorded(task, settingOf([task])))).toBe(ATTESTED);
    }
  });

  it('frees what waited for the record', () => {
    const consent = aTask({ record: 'consent', state: 'awaiting-person', channel: 'manual' });
    const after = aTask({ state: 'waiting', after: ['lifecare/consent'] });
    const result = ACTS.recorded(consent, settingOf([consent, after]));
    expect(result).toMatchObject({
      transitions: [{}, { task: { id: after.id, state: 'queued' }, wakeAt: now }],
    });
  });

  describe('what cannot be recorded', () => {
    const unclear = aTask({ state: 'needs-attention', reason: 'read-back-differs', sent: true, attempts: 1 });
    const nullify = aTask({
      operation: 'nullify',
      state: 'needs-attention',
      reason: 'read-back-differs',
    });

    it('counts as unsent: it ends where the decision is cancelled, and frees what waited for it', () => {
      const setting = settingOf([unclear, nullify], { cancelled: true });
      expect(ACTS['cannot-record'](unclear, setting)).toMatchObject({
        transitions: [
          { task: { id: unclear.id, state: 'cancelled', reason: 'decision-cancelled' } },
          { task: { id: nullify.id, state: 'cancelled', reason: 'nothing-to-nullify' } },
        ],
      });
    });

    it('is not asked for again once the consent is withdrawn', () => {
      const said = { outcome: 'cannot-record', by: 'chair', consent: 'consent-withdrawn' } as const;
      expect(acknowledge(unclear, said, settingOf([unclear]))).toMatchObject({
        transitions: [{ task: { state: 'cancelled', reason: 'consent-withdrawn' } }],
      });
    });
  });

  it('of a newer version waits until the older one is cleared up', () => {
    const older = aTask({ state: 'needs-attention', reason: 'outcome-unknown', sent: true, attempts: 1 });
    const newer = aTask({
      version: 2,
      operation: 'replace',
      channel: 'manual',
      state: 'needs-attention',
      reason: 'outcome-unknown',
    });
    expect(summary(newer, ACTS.recorded(newer, settingOf([older, newer])))).toBe('task-waiting');
  });
});

describe('taking an acknowledgement back', () => {
  const attested = (differences: Partial<TrackedTask> = {}): TrackedTask =>
    aTask({ state: 'attested', channel: 'manual', evidence, ...differences });
  const undo = (task: TrackedTask, tasks: readonly TrackedTask[] = [task], at = now, bySamePerson = true) =>
    undoAcknowledgement(task, { undoWindowMs, acknowledged: { at, bySamePerson } }, settingOf(tasks));

  it('takes the evidence away too', () => {
    const result = undo(attested());
    expect(result.kind === 'done' && result.transitions[0]?.task).not.toHaveProperty('evidence');
  });

  it('can be done until the last millisecond of ten minutes', () => {
    expect(undo(attested(), undefined, inMs(-10 * 60_000))).toMatchObject({ kind: 'done' });
    expect(undo(attested(), undefined, inMs(-10 * 60_000 - 1))).toEqual({
      kind: 'refused',
      code: 'task-final',
    });
    const cannot = aTask({ state: 'needs-attention', reason: 'person-cannot-record', channel: 'manual' });
    expect(undo(cannot, undefined, inMs(-10 * 60_000 - 1))).toMatchObject({ code: 'undo-window-over' });
  });

  it('is for the same person only, and not once another act came between', () => {
    expect(undo(attested(), undefined, now, false)).toMatchObject({ code: 'not-the-same-person' });
    const task = attested();
    expect(undoAcknowledgement(task, { undoWindowMs }, settingOf([task]))).toMatchObject({
      code: 'task-final',
    });
  });

  it('is refused where a newer version was planned on it', () => {
    const first = attested();
    for (const state of ['waiting', 'awaiting-person', 'attested'] as const) {
      const newer = aTask({ version: 2, operation: 'replace', channel: 'manual', state });
      expect(undo(first, [first, newer])).toMatchObject({ code: 'newer-version-follows' });
    }
    const gone = aTask({ version: 2, operation: 'replace', state: 'superseded', reason: 'newer-version' });
    expect(undo(first, [first, gone])).toMatchObject({ kind: 'done' });
  });

  it('lets what it had freed wait again, as long as it is not sent', () => {
    const consent = attested({ record: 'consent' });
    const queued = aTask({ after: ['lifecare/consent'] });
    const sent = aTask({ record: 'plan', after: ['lifecare/consent'], state: 'recording', sent: true });
    const other = aTask({ record: 'measures' });
    expect(undo(consent, [consent, queued, sent, other])).toMatchObject({
      transitions: [{ task: { id: consent.id } }, { task: { id: queued.id, state: 'waiting' } }],
    });
  });

  it('asks nobody for a record that consent forbids by now', () => {
    const task = attested();
    const facts = {
      undoWindowMs,
      acknowledged: { at: now, bySamePerson: true },
      consent: 'consent-expired' as const,
    };
    expect(summary(task, undoAcknowledgement(task, facts, settingOf([task])))).toBe('withheld/manual');
    const sent = attested({ sent: true });
    expect(summary(sent, undoAcknowledgement(sent, facts, settingOf([sent])))).toBe('awaiting-person/manual');
  });
});

describe('moving a task', () => {
  const manual = (differences: Partial<TrackedTask> = {}): TrackedTask =>
    aTask({ state: 'awaiting-person', channel: 'manual', ...differences });
  const given = (task: TrackedTask, tasks: readonly TrackedTask[] = [task]) =>
    giveBack(task, { holdsRight: true, mayBeRecorded: false }, settingOf(tasks));

  it('to a person waits for what the task waits for', () => {
    const consent = aTask({ record: 'consent' });
    const task = aTask({ state: 'waiting', after: ['lifecare/consent'] });
    expect(summary(task, takeOver(task, settingOf([consent, task])))).toBe('waiting/manual');
  });

  it('to the adapter is refused for a system without one, and for a recorder without the right', () => {
    expect(given(manual({ system: 'kela', endpoint: 'kela' }))).toMatchObject({ code: 'always-by-hand' });
    const task = manual();
    const setting = settingOf([task]);
    expect(giveBack(task, { holdsRight: false, mayBeRecorded: false }, setting)).toMatchObject({
      code: 'no-right',
    });
    expect(giveBack(task, { holdsRight: true, mayBeRecorded: true }, setting)).toMatchObject({
      code: 'may-be-recorded',
    });
  });

  it('to the adapter is refused where a person recorded what is to be changed', () => {
    const byHand = aTask({ state: 'attested', channel: 'manual', evidence });
    const replace = manual({ version: 2, operation: 'replace' });
    expect(given(replace, [byHand, replace])).toMatchObject({ code: 'recorded-by-hand' });
    const byAdapter = aConfirmedTask();
    expect(given(replace, [byAdapter, replace])).toMatchObject({ kind: 'done' });
  });

  it('to the adapter wants no job where no adapter serves the endpoint', () => {
    const task = manual();
    const setting = settingOf([task], { isInstalled: () => false });
    expect(summary(task, giveBack(task, { holdsRight: true, mayBeRecorded: false }, setting))).toBe(
      'queued/automatic',
    );
  });
});

describe('trying again', () => {
  it('begins the fourteen days anew', () => {
    const task = aTask({
      state: 'needs-attention',
      reason: 'retries-exhausted',
      firstAttemptAt: inMs(-15 * 24 * 3_600_000),
      failures: 12,
    });
    const result = retryNow(task, settingOf([task]));
    const last = result.kind === 'done' ? result.transitions.at(-1)?.task : undefined;
    expect(last).toMatchObject({ state: 'queued', failures: 0 });
    expect(last).not.toHaveProperty('firstAttemptAt');
  });

  it('ends superseded instead where a newer version waits', () => {
    const task = aTask({ state: 'needs-attention', reason: 'rejected-by-system' });
    const newer = aTask({ version: 2, state: 'waiting' });
    const result = retryNow(task, settingOf([task, newer]));
    expect(summary(task, result)).toBe('superseded/automatic');
  });
});

describe('closing unrecorded', () => {
  it('needs another person than the first', () => {
    const task = aTask({ state: 'needs-attention', reason: 'outcome-unknown', sent: true });
    expect(closeUnrecorded(task, 'of-the-same-person', settingOf([task]))).toMatchObject({
      code: 'second-person-needed',
    });
  });

  it('ends what waited for the record with the same reason', () => {
    const consent = aTask({ record: 'consent', state: 'needs-attention', reason: 'rejected-by-system' });
    const after = aTask({ state: 'waiting', after: ['lifecare/consent'] });
    expect(closeUnrecorded(consent, 'of-another-person', settingOf([consent, after]))).toMatchObject({
      transitions: [
        { task: { state: 'cancelled', reason: 'closed-unrecorded' } },
        { task: { id: after.id, state: 'withheld', reason: 'closed-unrecorded' } },
      ],
    });
  });
});
