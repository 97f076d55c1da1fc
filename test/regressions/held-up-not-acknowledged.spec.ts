// Symptom: a write read back different and needed attention, and so did the replace behind it; a person took the
// replace over and said that it is recorded, then somebody cleared up the older one and recorded it: an older version
// after a newer.
// Cause: `acknowledge` took every manual task that needs attention for one that a person may record, also one that
// only waits for an older version of its series.
// Found by the simulation (test/simulation).
import { usualHistory } from '../simulation/histories/usual.js';
import { tell } from '../simulation/simulate.js';
import { THE_DOMAIN } from '../simulation/simulated-domain.js';

it('what waits for an older version that is not cleared up cannot be acknowledged before it', () => {
  const history = usualHistory('eura', {
    first: { attending: 8 },
    steps: [
      { do: 'work', job: 1, write: 'distorted', read: 'none', until: 'settled' },
      { do: 'version', of: 0, changes: { measures: 4 } },
      { do: 'run-all' },
      { do: 'act', task: 1, act: 'take-over' },
      { do: 'act', task: 1, act: 'recorded' },
    ],
  });
  expect(tell(history, THE_DOMAIN).message).toBe('no invariant breaks');
});
