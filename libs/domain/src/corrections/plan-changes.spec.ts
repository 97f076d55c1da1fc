import { aConfirmedTask, aTask } from '../../testing/a-task.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { endIfOvertaken } from './overtaken.js';
import { planChanges } from './plan-changes.js';
import type { DutyFacts } from './change-series.js';

const now = new Date('2026-11-18T08:00:00Z');

const aDuty = (differences: Partial<DutyFacts> = {}): DutyFacts => ({
  system: 'lifecare',
  endpoint: 'lifecare-varha',
  record: 'recommendation',
  channel: 'automatic',
  recorder: 'chair',
  onBehalfOf: ['chair'],
  after: [],
  visibleToClient: false,
  rule: 'kaarina/recommendation',
  contentDigest: 'aa',
  dueAt: new Date('2026-11-20T21:59:59.999Z'),
  ...differences,
});

function changes(tasks: readonly TrackedTask[], duties: readonly DutyFacts[]) {
  const planned = planChanges({ tasks, leftBehind: new Set(), now }, duties);
  return {
    added: planned.additions.map(({ operation }) => operation),
    superseded: planned.transitions.map(({ task }) => task.id),
  };
}

const unsent = aTask();
const lost = aTask({ state: 'unknown', sent: true });
const recorded = aConfirmedTask();
const nullify = (differences: Partial<TrackedTask> = {}) =>
  aTask({ version: 2, operation: 'nullify', ...differences });

describe('a new version of a series that is not written', () => {
  it('creates what is new', () => {
    expect(changes([], [aDuty()])).toEqual({ added: ['create'], superseded: [] });
  });

  it('keeps an open task with equal content', () => {
    expect(changes([unsent], [aDuty()])).toEqual({ added: [], superseded: [] });
  });

  it.each<[string, Partial<DutyFacts>]>([
    ['content', { contentDigest: 'bb' }],
    ['recorder', { recorder: 'other' }],
    ['channel', { channel: 'manual' }],
    ['persons', { onBehalfOf: ['chair', 'other'] }],
    ['consent, which withholds it now', { withheld: 'consent-expired' }],
  ])('supersedes an open task with another %s', (_what, difference) => {
    expect(changes([unsent], [aDuty(difference)])).toEqual({ added: ['create'], superseded: [unsent.id] });
  });

  it('supersedes an open task whose duty is gone', () => {
    expect(changes([unsent], [])).toEqual({ added: [], superseded: [unsent.id] });
  });

  it('plans a withheld duty again when the consent allows it', () => {
    const withheld = aTask({ state: 'withheld', reason: 'consent-missing' });
    expect(changes([withheld], [aDuty()]).added).toEqual(['create']);
  });

  it('adds nothing where it would be withheld again with the same reason and content', () => {
    const withheld = aTask({ state: 'withheld', reason: 'consent-missing' });
    expect(changes([withheld], [aDuty({ withheld: 'consent-missing' })]).added).toEqual([]);
    expect(changes([withheld], [aDuty({ withheld: 'consent-expired' })]).added).toEqual(['create']);
    const cancelled = aTask({ state: 'cancelled', reason: 'consent-withdrawn' });
    expect(changes([cancelled], [aDuty({ withheld: 'consent-withdrawn' })]).added).toEqual([]);
  });

  it('counts a task that was surely refused as unsent', () => {
    const refused = aTask({ state: 'needs-attention', reason: 'rejected-by-system' });
    expect(changes([refused], [aDuty({ contentDigest: 'bb' })])).toEqual({
      added: ['create'],
      superseded: [refused.id],
    });
  });
});

describe('a new version of a written series', () => {
  it.each([
    ['confirmed', recorded],
    ['sent, with an unclear outcome', lost],
  ])('keeps equal content that is %s', (_how, task) => {
    expect(changes([task], [aDuty({ recorder: 'another' })])).toEqual({ added: [], superseded: [] });
  });

  it.each([
    ['confirmed', recorded],
    ['sent, with an unclear outcome', lost],
  ])('replaces other content that is %s, and leaves the older to be resolved', (_how, task) => {
    expect(changes([task], [aDuty({ contentDigest: 'bb' })])).toEqual({ added: ['replace'], superseded: [] });
  });

  it('nullifies what has no duty any more', () => {
    expect(changes([recorded], [])).toEqual({ added: ['nullify'], superseded: [] });
    expect(changes([lost], [])).toEqual({ added: ['nullify'], superseded: [] });
  });

  it('supersedes an unsent replace when the next version differs again', () => {
    const replace = aTask({ version: 2, operation: 'replace', contentDigest: 'bb' });
    expect(changes([recorded, replace], [aDuty({ contentDigest: 'cc' })])).toEqual({
      added: ['replace'],
      superseded: [replace.id],
    });
  });

  it('takes back a nullify that was not sent when the duty returns', () => {
    const planned = nullify();
    expect(changes([recorded, planned], [aDuty()])).toEqual({ added: [], superseded: [planned.id] });
    expect(changes([recorded, planned], [aDuty({ contentDigest: 'bb' })])).toEqual({
      added: ['replace'],
      superseded: [planned.id],
    });
  });

  it('creates anew after a nullify that was sent', () => {
    const sent = nullify({ state: 'unknown', sent: true });
    expect(changes([recorded, sent], [aDuty()])).toEqual({ added: ['create'], superseded: [] });
  });

  it('is not written any more when its nullify is confirmed', () => {
    const done = nullify({ state: 'confirmed', sent: true });
    expect(changes([recorded, done], [aDuty()]).added).toEqual(['create']);
    expect(changes([recorded, done], [])).toEqual({ added: [], superseded: [] });
  });

  it('moves to another endpoint as a nullify there and a create here', () => {
    expect(changes([recorded], [aDuty({ endpoint: 'lifecare-other' })]).added).toEqual(['create', 'nullify']);
  });

  it('gives a newcomer a create of their own by hand, and takes back what the one who left recorded', () => {
    const attested = aTask({
      system: 'kela',
      endpoint: 'kela',
      channel: 'manual',
      recorder: 'old',
      state: 'attested',
    });
    const duty = aDuty({ system: 'kela', endpoint: 'kela', channel: 'manual', recorder: 'new' });
    expect(changes([attested], [duty]).added).toEqual(['create', 'nullify']);
  });
});

describe('an older version that would write again', () => {
  const newer = aTask({ version: 2, operation: 'replace', state: 'waiting' });

  it('ends superseded while a newer one waits', () => {
    const older = aTask({ state: 'retrying' });
    expect(
      endIfOvertaken(
        { task: older, event: 'attempt.ended', wakeAt: new Date() },
        { tasks: [older, newer], cancelled: false },
      ),
    ).toEqual({
      task: { ...older, state: 'superseded', reason: 'newer-version' },
      event: 'task.superseded',
    });
  });

  it('is not asked of a person either, who took it over', () => {
    const older = aTask({ state: 'awaiting-person', channel: 'manual' });
    expect(
      endIfOvertaken({ task: older, event: 'task.queued' }, { tasks: [older, newer], cancelled: false }).task
        .state,
    ).toBe('superseded');
  });

  it('is resolved first when it may have been written', () => {
    const older = aTask({ state: 'unknown', sent: true });
    const transition = { task: older, event: 'attempt.ended' as const };
    expect(endIfOvertaken(transition, { tasks: [older, newer], cancelled: false })).toBe(transition);
  });

  it('goes on when nothing newer waits', () => {
    const older = aTask({ state: 'retrying' });
    const transition = { task: older, event: 'attempt.ended' as const };
    expect(endIfOvertaken(transition, { tasks: [older], cancelled: false })).toBe(transition);
  });
});
