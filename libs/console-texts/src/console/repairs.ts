import type { TextLanguage } from '../text-language.js';
import { REPAIRS_EN } from './repairs.en.js';
import { REPAIRS_FI } from './repairs.fi.js';
import type { RepairsTexts } from './repairs.fi.js';
import { REPAIRS_SV } from './repairs.sv.js';

export type { RepairsTexts } from './repairs.fi.js';

/** Of the pages of repair plans. */
export const REPAIRS_TEXTS: Readonly<Record<TextLanguage, RepairsTexts>> = {
  fi: REPAIRS_FI,
  sv: REPAIRS_SV,
  en: REPAIRS_EN,
};
