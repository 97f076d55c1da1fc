// Symptom: the adapter's record read back different, a person said that it is recorded and took that back; the consent
// did not allow the record any more by then, and the task ended withheld while a record of it stood in the system.
// Cause: `undoAcknowledgement` took every task for one of which nothing was ever sent.
// Found by the simulation (test/simulation).
import { usualHistory } from '../simulation/histories/usual.js';
import { tell } from '../simulation/simulate.js';
import { THE_DOMAIN } from '../simulation/simulated-domain.js';

it('what an adapter has sent does not end withheld when its acknowledgement is undone', () => {
  const history = usualHistory('eura', {
    steps: [
      { do: 'work', job: 0, write: 'distorted', read: 'none', until: 'settled' },
      { do: 'act', task: 0, act: 'recorded' },
      { do: 'version', of: 0, changes: { consent: null } },
      { do: 'act', task: 0, act: 'undo' },
    ],
  });
  expect(tell(history, THE_DOMAIN).message).toBe('no invariant breaks');
});
