import type { TextLanguage } from '../text-language.js';
import { PROBLEM_TEXTS_EN } from './problem-texts.en.js';
import { PROBLEM_TEXTS_FI } from './problem-texts.fi.js';
import type { ProblemText } from './problem-texts.fi.js';
import { PROBLEM_TEXTS_SV } from './problem-texts.sv.js';

export type { ProblemText } from './problem-texts.fi.js';
/** Every code that a problem may have. */
export type DescribedProblem = keyof typeof PROBLEM_TEXTS_FI;

export const PROBLEM_TEXTS: Readonly<Record<TextLanguage, Readonly<Record<DescribedProblem, ProblemText>>>> =
  { fi: PROBLEM_TEXTS_FI, sv: PROBLEM_TEXTS_SV, en: PROBLEM_TEXTS_EN };
