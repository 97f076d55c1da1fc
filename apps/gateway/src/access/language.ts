import { preferredLanguage, TEXT_LANGUAGES } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { IncomingHttpHeaders } from 'node:http';
import { cookieIn } from './cookies.js';

/** Holds what somebody chose on a page. */
export const LANGUAGE_COOKIE = 'kuittaus-language';

/** @returns the language that was chosen, else the one that the browser asks for, else Finnish */
export function languageOf(headers: Pick<IncomingHttpHeaders, 'cookie' | 'accept-language'>): TextLanguage {
  const chosen = cookieIn(headers.cookie, LANGUAGE_COOKIE);
  return (
    TEXT_LANGUAGES.find((language) => language === chosen) ?? preferredLanguage(headers['accept-language'])
  );
}
