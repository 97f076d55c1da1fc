import type { ActName, Step } from './history.js';

const unclear = (write: 'lost-answer' | 'late' | 'distorted'): Step => ({
  do: 'work',
  job: 0,
  write,
  read: 'none',
  until: 'settled',
});
const person = (act: ActName, task = 0): Step => ({ do: 'act', task, act });
const changed: Step = { do: 'version', of: 0, changes: { texts: 2, recommendations: 31, measures: 31 } };
const inAMoment: Step = { do: 'wait', ms: 3000 };
const ALL_WORK: Step = { do: 'run-all' };

/** What seldom comes about by chance alone, and is where things go wrong: doubts, with something newer or a person. */
export const SCENES: readonly (readonly Step[])[] = [
  [unclear('lost-answer'), person('take-over'), person('recorded'), inAMoment, ALL_WORK],
  [unclear('late'), person('take-over'), inAMoment, ALL_WORK, person('give-back'), ALL_WORK],
  [unclear('distorted'), changed, ALL_WORK, person('take-over', 1), person('recorded', 1)],
  [unclear('distorted'), person('retry'), ALL_WORK, person('cannot-record'), person('hand-over')],
  [unclear('lost-answer'), changed, inAMoment, ALL_WORK, { do: 'cancel', of: 0 }, ALL_WORK],
  [person('recorded'), ALL_WORK, person('undo'), person('recorded')],
];
