import { aPolicy, aTask } from '../../testing/a-task.js';
import { afterDeath } from './quarantine.js';

const surroundings = { now: new Date('2026-11-17T12:00:00Z'), random: () => 0.5 };
const dead = (alone: number, { all = alone, sent = true } = {}) =>
  afterDeath(
    aTask({ state: 'recording', sent, leaseUntil: surroundings.now }),
    { alone, all },
    aPolicy(),
    surroundings,
  );

describe('after the death of a worker', () => {
  it.each([1, 2])('number %i, the task is looked up and goes on', (deaths) => {
    expect(dead(deaths)).toMatchObject({ task: { state: 'unknown' }, wakeAt: expect.any(Date) });
  });

  it('number three, the task is for a person, and nothing wakes it', () => {
    const { task, wakeAt, event } = dead(3);
    expect(task).toMatchObject({ state: 'needs-attention', reason: 'outcome-unknown' });
    expect(task.leaseUntil).toBeUndefined();
    expect(wakeAt).toBeUndefined();
    expect(event).toBe('task.needs-attention');
  });

  it('that others died in as well, the task is not to blame, but for the tenth time', () => {
    expect(dead(2, { all: 9 }).task.state).toBe('unknown');
    expect(dead(0, { all: 10 }).task.state).toBe('needs-attention');
  });

  it('says that nothing was sent where that is sure', () => {
    expect(dead(3, { sent: false }).task).toMatchObject({
      state: 'needs-attention',
      reason: 'retries-exhausted',
    });
  });
});
