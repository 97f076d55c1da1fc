/** The prefix makes browsers take them from this very host over HTTPS alone (RFC 6265bis, section 4.1.3.2). */
export const SESSION_COOKIE = '__Host-kuittaus';
/** What a sign-in under way is held against when the browser comes back from the issuer. */
export const SIGN_IN_COOKIE = '__Host-kuittaus-sign-in';
