import { AUDIT_BUGS } from './audit-bugs.js';
import type { PlantedBug } from './bug.js';
import { INTAKE_BUGS } from './intake-bugs.js';
import { QUEUE_BUGS } from './queue-bugs.js';
import { RECORDING_BUGS } from './recording-bugs.js';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...INTAKE_BUGS,
  ...QUEUE_BUGS,
  ...RECORDING_BUGS,
  ...AUDIT_BUGS,
];
