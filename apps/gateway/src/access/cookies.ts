import { fastifyCookie } from '@fastify/cookie';

/** Longer headers are nobody's of ours. */
const LONGEST_HEADER = 8_192;

/**
 * @param header the request's `Cookie` header
 * @returns the value of the first cookie of that name; undefined when there is none
 */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  if (header === undefined || header.length > LONGEST_HEADER) return undefined;
  const cookies = fastifyCookie.parse(header);
  return Object.hasOwn(cookies, name) ? cookies[name] : undefined;
}

export interface CookieOptions {
  /** Left out: until the browser is closed. */
  readonly maxAgeSeconds?: number;
}

/**
 * A `Set-Cookie` for this host alone, over HTTPS alone, out of reach of scripts, and not sent with forms of other
 * sites (RFC 6265bis). Its name must begin with `__Host-`: then no other host and no plain connection can set it.
 */
export const hostCookie = (name: string, value: string, { maxAgeSeconds }: CookieOptions = {}): string =>
  fastifyCookie.serialize(name, value, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  });

/** A `Set-Cookie` that takes the cookie away. */
export const noHostCookie = (name: string): string => hostCookie(name, '', { maxAgeSeconds: 0 });
