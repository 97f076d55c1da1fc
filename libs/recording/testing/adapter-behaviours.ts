import { ANSWERS } from './behaviours/answers.js';
import type { AdapterBehaviour } from './behaviours/behaviour.js';
import { CHARACTERS } from './behaviours/characters.js';
import { UNDER_FAULTS } from './behaviours/faults.js';
import { READING } from './behaviours/reading.js';
import { WRITING } from './behaviours/writing.js';

export type { AdapterBehaviour } from './behaviours/behaviour.js';

/** What an adapter must do, in the order of importance; a stand-in of its system is on the other side. */
export const ADAPTER_BEHAVIOURS: readonly AdapterBehaviour[] = [
  ...WRITING,
  ...UNDER_FAULTS,
  ...READING,
  ...CHARACTERS,
  ...ANSWERS,
];
