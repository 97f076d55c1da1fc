// Symptom: the consent was withdrawn while a write was under way; its system cannot be asked, and the recorder said
// that the record is not there and cannot be: the task stayed open, and could be handed over to be recorded after all.
// Cause: `acknowledge` did not look at the consent, though "cannot-record" makes the task unsent.
// Found by the simulation (test/simulation).
import { usualHistory } from '../simulation/histories/usual.js';
import { tell } from '../simulation/simulate.js';
import { THE_DOMAIN } from '../simulation/simulated-domain.js';

it('what a person cannot record is not asked for again once the consent is withdrawn', () => {
  const history = usualHistory('eura', {
    unsearchable: ['proconsona-sote'],
    steps: [
      { do: 'work', job: 0, write: 'none', read: 'none', until: 'begun' },
      { do: 'withdraw', of: 0, sectors: 0 },
      { do: 'wait', ms: 0 },
    ],
  });
  expect(tell(history, THE_DOMAIN).message).toBe('no invariant breaks');
});
