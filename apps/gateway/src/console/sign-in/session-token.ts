import { createHash, createHmac, randomBytes } from 'node:crypto';
import { cookieIn, hostCookie } from '../../access/cookies.js';
import { SESSION_COOKIE } from './cookie-names.js';

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/u;

/** What the browser of one who is signed in has, and nobody else: 256 random bits in base64url. */
export type SessionToken = string & { readonly __brand: 'SessionToken' };

export const newSessionToken = (): SessionToken =>
  randomBytes(TOKEN_BYTES).toString('base64url') as SessionToken;

const isToken = (value: string): value is SessionToken => TOKEN.test(value);

/** @returns the token of a request's `Cookie` header; undefined when it has none */
export function sessionTokenIn(cookies: string | undefined): SessionToken | undefined {
  const value = cookieIn(cookies, SESSION_COOKIE);
  return value !== undefined && isToken(value) ? value : undefined;
}

/** Until the browser is closed; when the session is over is in the ledger. */
export const sessionCookie = (token: SessionToken): string => hostCookie(SESSION_COOKIE, token);

/** How the ledger knows the session: who reads the ledger cannot take it over. */
export const digestOf = (token: SessionToken): Buffer => createHash('sha256').update(token).digest();

/** What forms carry. It follows from the token, and the token does not follow from it. */
export const csrfTokenOf = (token: SessionToken): string =>
  createHmac('sha256', token).update('kuittaus console: csrf').digest('base64url');
