import { createHmac, randomBytes } from 'node:crypto';
import { cookieIn, hostCookie } from '../../access/cookies.js';
import { SIGN_IN_COOKIE } from './cookie-names.js';

/**
 * A sign-in under way. Only the browser that began it knows the secret, and all that binds the issuer's answer to it
 * is derived from that: nothing is kept here, so any replica may take the answer.
 */
export interface PendingSignIn {
  /** OAuth 2.0: the answer is to this question. */
  readonly state: string;
  /** OpenID Connect: the ID token was made for this question. */
  readonly nonce: string;
  /** RFC 7636: whoever exchanges the code is who asked for it. */
  readonly codeVerifier: string;
  /** Where the person wanted to go; as the browser says, so to be judged again. */
  readonly to: string;
}

const SECRET_BYTES = 32;
/** Long enough to find a bank code, short enough that nobody else comes to the same browser meanwhile. */
const LIFETIME_S = 15 * 60;
const VALUE = /^([A-Za-z0-9_-]{43})\.(.{1,2000})$/su;

/** @returns the sign-in, and the `Set-Cookie` that the browser keeps it by */
export function beginSignIn(to: string): { readonly pending: PendingSignIn; readonly cookie: string } {
  const secret = randomBytes(SECRET_BYTES);
  const value = `${secret.toString('base64url')}.${to}`;
  return {
    pending: pendingOf(secret, to),
    cookie: hostCookie(SIGN_IN_COOKIE, value, { maxAgeSeconds: LIFETIME_S }),
  };
}

/** @returns the sign-in that this browser has under way; undefined when it has none */
export function pendingSignIn(cookies: string | undefined): PendingSignIn | undefined {
  const [, secret, to] = VALUE.exec(cookieIn(cookies, SIGN_IN_COOKIE) ?? '') ?? [];
  if (secret === undefined || to === undefined) return undefined;
  return pendingOf(Buffer.from(secret, 'base64url'), to);
}

function pendingOf(secret: Buffer, to: string): PendingSignIn {
  const derived = (purpose: string): string =>
    createHmac('sha256', secret).update(`kuittaus sign-in: ${purpose}`).digest('base64url');
  return { state: derived('state'), nonce: derived('nonce'), codeVerifier: derived('code verifier'), to };
}
