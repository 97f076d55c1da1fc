import type { TextLanguage } from '../text-language.js';
import { DEVELOPERS_EN } from './developers.en.js';
import { DEVELOPERS_FI } from './developers.fi.js';
import type { DevelopersTexts } from './developers.fi.js';
import { DEVELOPERS_SV } from './developers.sv.js';

export type { DevelopersTexts, SentEvent, SignatureFindingCode } from './developers.fi.js';

/** Of the pages for those who write team applications. */
export const DEVELOPERS_TEXTS: Readonly<Record<TextLanguage, DevelopersTexts>> = {
  fi: DEVELOPERS_FI,
  sv: DEVELOPERS_SV,
  en: DEVELOPERS_EN,
};
