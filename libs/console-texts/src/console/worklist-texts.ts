import type { TextLanguage } from '../text-language.js';
import { WORKLIST_TEXTS_EN } from './worklist-texts.en.js';
import { WORKLIST_TEXTS_FI } from './worklist-texts.fi.js';
import { WORKLIST_TEXTS_SV } from './worklist-texts.sv.js';
import type { WorklistTexts } from './worklist-texts.types.js';

/** The worklist's pages, in each language. */
export const WORKLIST_TEXTS: Readonly<Record<TextLanguage, WorklistTexts>> = {
  fi: WORKLIST_TEXTS_FI,
  sv: WORKLIST_TEXTS_SV,
  en: WORKLIST_TEXTS_EN,
};
