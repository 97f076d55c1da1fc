// Symptom: a record was sent, the decision was cancelled, the read-back then found nothing, and the recorder said that
// it cannot be recorded: the task stayed needs-attention, and the nullify behind it waited for ever.
// Cause: `acknowledge` did not end a task that something newer waits for, though "cannot-record" makes it unsent.
// Found by the simulation (test/simulation).
import { usualHistory } from '../simulation/histories/usual.js';
import { tell } from '../simulation/simulate.js';
import { THE_DOMAIN } from '../simulation/simulated-domain.js';

it('what a person cannot record ends when the decision is cancelled, and holds up no nullify', () => {
  const history = usualHistory('eura', {
    steps: [
      { do: 'work', job: 0, write: 'not-stored', read: 'none', until: 'settled' },
      { do: 'cancel', of: 0 },
    ],
  });
  expect(tell(history, THE_DOMAIN).message).toBe('no invariant breaks');
});
