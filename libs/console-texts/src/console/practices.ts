import type { TextLanguage } from '../text-language.js';
import { PRACTICES_EN } from './practices.en.js';
import { PRACTICES_FI } from './practices.fi.js';
import type { PracticesTexts } from './practices.fi.js';
import { PRACTICES_SV } from './practices.sv.js';

export type { PracticesTexts } from './practices.fi.js';

/** Of the pages that tell what each team's practice is. */
export const PRACTICES_TEXTS: Readonly<Record<TextLanguage, PracticesTexts>> = {
  fi: PRACTICES_FI,
  sv: PRACTICES_SV,
  en: PRACTICES_EN,
};
