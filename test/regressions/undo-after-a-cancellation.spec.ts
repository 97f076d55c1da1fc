// Symptom: a person recorded a task and said so; the decision was cancelled, and two administrators closed the nullify
// unrecorded; then the person took the statement back, and was asked to record it anew in a cancelled decision.
// Cause: `undoAcknowledgement` looked at newer versions and at the consent, not at the cancellation.
// Found by the simulation (test/simulation), seed 20261122.
import { usualHistory } from '../simulation/histories/usual.js';
import { tell } from '../simulation/simulate.js';
import { THE_DOMAIN } from '../simulation/simulated-domain.js';

it('what is taken back after a cancellation is asked of nobody', () => {
  const history = usualHistory('eura', {
    first: { attending: 8 },
    steps: [
      { do: 'act', task: 0, act: 'take-over' },
      { do: 'act', task: 0, act: 'recorded' },
      { do: 'cancel', of: 0 },
      { do: 'act', task: 1, act: 'close' },
      { do: 'act', task: 1, act: 'close' },
      { do: 'act', task: 2, act: 'close' },
      { do: 'act', task: 2, act: 'close' },
      { do: 'act', task: 0, act: 'undo' },
    ],
  });
  expect(tell(history, THE_DOMAIN).message).toBe('no invariant breaks');
});
