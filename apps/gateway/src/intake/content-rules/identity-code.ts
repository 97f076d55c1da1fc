import { FinnishSSN } from 'finnish-ssn';

/** The individual number: characters 8 to 10 of `DDMMYY` + century sign + `NNN` + check character. */
const individualNumber = (code: string): number => Number(code.slice(7, 10));

/** 002-899 are given to people; 900-999 are artificial (Digital and Population Data Services Agency). */
const FIRST_REAL = 2;
const FIRST_ARTIFICIAL = 900;

/**
 * @param code the exact form: upper case, with its century sign, which tells persons apart since 2023
 * @returns true for a code with a right day, sign, number and check character
 */
export function isIdentityCode(code: string, acceptArtificial: boolean): boolean {
  if (!FinnishSSN.validate(code)) return false;
  const number = individualNumber(code);
  return number >= FIRST_REAL && (acceptArtificial || number < FIRST_ARTIFICIAL);
}

/** What is shaped like a code, wherever it begins, a blank on either side of the sign too. */
const CANDIDATES = /(?=([0-9]{6}) ?([-+A-FU-Y]) ?([0-9]{3}[0-9A-Y]))/gi;
const DASHES = /[\u2010-\u2015\u2212\u2E3A\u2E3B\uFE58]/g;
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

/** @returns true when a text holds an identity code, artificial ones included, however it is spelled */
export function holdsIdentityCode(text: string): boolean {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-');
  return Array.from(plain.matchAll(CANDIDATES)).some(([, day = '', sign = '', rest = '']) =>
    FinnishSSN.validate(`${day}${sign}${rest}`.toUpperCase()),
  );
}
