import type { TextLanguage } from '../text-language.js';
import { WORDS_EN } from './words.en.js';
import { WORDS_FI } from './words.fi.js';
import type { ConsoleWords } from './words.fi.js';
import { WORDS_SV } from './words.sv.js';

export type { ConsoleWords } from './words.fi.js';

/** The closed sets of words in each language. */
export const CONSOLE_WORDS: Readonly<Record<TextLanguage, ConsoleWords>> = {
  fi: WORDS_FI,
  sv: WORDS_SV,
  en: WORDS_EN,
};
