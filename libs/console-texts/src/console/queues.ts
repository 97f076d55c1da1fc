import type { TextLanguage } from '../text-language.js';
import { QUEUES_EN } from './queues.en.js';
import { QUEUES_FI } from './queues.fi.js';
import type { QueuesTexts } from './queues.fi.js';
import { QUEUES_SV } from './queues.sv.js';

export type { AttemptKind, AttemptOutcome, QueuesTexts } from './queues.fi.js';

/** Of the pages of queues, record systems and single tasks for administrators. */
export const QUEUES_TEXTS: Readonly<Record<TextLanguage, QueuesTexts>> = {
  fi: QUEUES_FI,
  sv: QUEUES_SV,
  en: QUEUES_EN,
};
