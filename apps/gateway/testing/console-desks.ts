import type { DecisionDesk } from '../src/console/decisions/decision-desk.js';
import type { LogDesk } from '../src/console/log/log-desk.js';
import type { PracticeDesk } from '../src/console/practices/practice-desk.js';
import { Problem } from '../src/http/problem.js';

/** A ledger without decisions. */
export const NO_DECISIONS: DecisionDesk = {
  teams: [
    { team: 'kaarina', name: 'Kaarinan työkyky-työryhmä' },
    { team: 'turku', name: 'Turun työkykytiimi' },
  ],
  search: async () => ({ decisions: [] }),
  searchByClient: async () => ({ decisions: [] }),
  read: async () => undefined,
  receipt: async () => undefined,
};

/** A log without anything on it. */
export const NO_LOG: LogDesk = {
  overview: async () => ({
    figures: { decisions: 0, weeks: [], times: [], backlog: [], acknowledgements: [] },
    page: { decisions: [] },
  }),
  proof: async () => undefined,
  beginCheck: async () => {
    throw new Problem('not-now');
  },
  findCheck: async () => undefined,
};

/** A configuration without teams. */
export const NO_PRACTICES: PracticeDesk = {
  practices: [],
  uses: async () => [],
  compare: async () => {
    throw new Problem('not-found');
  },
};
