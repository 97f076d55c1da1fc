import type { TextLanguage } from '../text-language.js';
import { LOG_TEXTS_EN } from './log-texts.en.js';
import { LOG_TEXTS_FI } from './log-texts.fi.js';
import type { LogTexts } from './log-texts.fi.js';
import { LOG_TEXTS_SV } from './log-texts.sv.js';

export { LOG_PURPOSES } from './log-texts.fi.js';
export type { LogExportFormat, LogPurpose, LogTexts } from './log-texts.fi.js';

/** Pages of the recording log, in each language. */
export const LOG_TEXTS: Readonly<Record<TextLanguage, LogTexts>> = {
  fi: LOG_TEXTS_FI,
  sv: LOG_TEXTS_SV,
  en: LOG_TEXTS_EN,
};
