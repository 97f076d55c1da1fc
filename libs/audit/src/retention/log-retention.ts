import type { EntryClass } from '../entry-kinds.js';

/** Whole years that entries of each class are kept, from their place in the log on. */
export type LogRetention = Readonly<Record<EntryClass, number>>;

/** Years that a log of use and disclosure is kept in Finland (docs/adr/0014), and all else with it. */
export const USUAL_YEARS = 12;

/** Every class as long as a log of use and disclosure: entries go by their places, so that the longest one counts. */
export const USUAL_LOG_RETENTION: LogRetention = {
  intake: USUAL_YEARS,
  planning: USUAL_YEARS,
  recording: USUAL_YEARS,
  act: USUAL_YEARS,
  use: USUAL_YEARS,
  administration: USUAL_YEARS,
};
