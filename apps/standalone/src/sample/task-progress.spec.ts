import { TaskProgress, tasksHeld } from './task-progress.js';
import type { TaskShown } from './task-views.js';

const aTask = (changes: Partial<TaskShown> = {}): TaskShown => ({
  id: 'task-1',
  system: 'lifecare',
  endpoint: 'lifecare-varha',
  record: 'consent',
  channel: 'automatic',
  after: [],
  state: 'queued',
  ...changes,
});

describe('the way of a task in the terminal', () => {
  it('grows with each state', () => {
    const progress = new TaskProgress();

    const lines = (['queued', 'recording', 'confirmed'] as const).flatMap((state) =>
      progress.linesFor([
        aTask({ state, ...(state === 'confirmed' && { evidence: { level: 'verified' } }) }),
      ]),
    );

    expect(lines).toEqual([
      'lifecare/consent: queued',
      'lifecare/consent: queued -> recording',
      'lifecare/consent: queued -> recording -> confirmed (verified)',
    ]);
  });

  it('is told once for each state', () => {
    const progress = new TaskProgress();
    progress.linesFor([aTask()]);

    expect(progress.linesFor([aTask()])).toEqual([]);
  });

  it('says why a task ended as it did', () => {
    const task = aTask({ state: 'withheld', reason: 'consent-missing' });

    expect(new TaskProgress().linesFor([task])).toEqual(['lifecare/consent: withheld (consent-missing)']);
  });
});

describe('tasks that are held', () => {
  const installed = new Set(['lifecare-varha']);
  const typ = aTask({ id: 'task-2', system: 'typ', endpoint: 'typ-sote', record: 'plan' });

  it('are those queued for an endpoint without its adapter', () => {
    expect(tasksHeld([aTask(), typ], installed)).toEqual([typ]);
  });

  it('are those, too, that wait for a held one, however far behind', () => {
    const second = aTask({ id: 'task-3', record: 'measures', state: 'waiting', after: ['typ/plan'] });
    const third = aTask({ id: 'task-4', record: 'visit', state: 'waiting', after: ['lifecare/measures'] });

    expect(tasksHeld([third, second, typ], installed)).toEqual([typ, second, third]);
  });

  it('are not those that only wait for a record under way', () => {
    const waiting = aTask({
      id: 'task-3',
      record: 'recommendation',
      state: 'waiting',
      after: ['lifecare/consent'],
    });

    expect(tasksHeld([aTask(), waiting], installed)).toEqual([]);
  });

  it('are not those of a person', () => {
    const byHand = aTask({ system: 'kela', endpoint: 'kela', channel: 'manual', state: 'awaiting-person' });

    expect(tasksHeld([byHand], installed)).toEqual([]);
  });
});
