import type { Principal } from '#security';

/** Why nobody was signed in; a closed set, for the audit log and the log. */
export type SignInFault =
  /** The browser has no sign-in under way, or another one than the answer's. */
  | 'not-begun'
  /** The issuer said no, or the person went back. */
  | 'refused-by-issuer'
  /** The issuer's answer does not hold: code used up, wrong nonce, issuer, audience, signature or time. */
  | 'answer-invalid'
  /** The token names nobody. */
  | 'nobody'
  /** The issuer does not answer. */
  | 'issuer-away';

/** Nobody was signed in. */
export class SignInError extends Error {
  override readonly name = 'SignInError';

  constructor(
    readonly code: SignInFault,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** A way to the issuer, begun by one browser. */
export interface BegunSignIn {
  /** Of the issuer. */
  readonly address: string;
  /** For that browser alone: what comes back must fit it. */
  readonly cookie: string;
}

/** Somebody who has just signed in. */
export interface SignedIn {
  readonly sessionCookie: string;
  /** A path of the console. */
  readonly to: string;
}

/** People sign in by OpenID Connect, and out. */
export interface SignIn {
  /**
   * @param to where the person wanted to go, a path of the console
   * @param isAnew the issuer asks who it is even when it knows
   * @throws SignInError `issuer-away`
   */
  begin(to: string, isAnew: boolean): Promise<BegunSignIn>;
  /**
   * @param address path and query that the issuer sent the browser to
   * @param cookies the request's `Cookie` header
   * @throws SignInError
   */
  finish(address: string, cookies: string | undefined): Promise<SignedIn>;
  /** Ends the session of these cookies, whosever it is. */
  signOut(cookies: string | undefined, principal: Principal): Promise<void>;
}
