import type { MixOptions } from './run-mix.js';

type Mix = Omit<MixOptions, 'seed' | 'durationMs' | 'mode' | 'tasks' | 'say'>;

/** As much as two cores bear, for as long as is wished. */
export const DEFAULT_MIX: Mix = {
  faultEveryMs: 900,
  faultsAtOnce: 4,
  senders: 12,
  perSecond: 6,
  hasLaterEvents: true,
};

/** Part of the test command: less of everything, so that it is over soon on a busy machine too. */
export const SHORT_MIX: Mix = {
  faultEveryMs: 1_500,
  faultsAtOnce: 2,
  senders: 6,
  perSecond: 3,
  hasLaterEvents: true,
  system: { installed: ['lifecare', 'kanta', 'sofia-crm', 'typ'] },
};
