import { z } from 'zod';

/** Name of the development identity provider, which gives anybody any role: no installation may believe it. */
export const DEVELOPMENT_ISSUER = 'https://issuer.kuittaus.example';

/** How people sign in to the console. */
export interface SignInEnvironment {
  /** Origin under which browsers see the gateway, without a slash at its end. */
  readonly publicOrigin: string;
  /** Of the issuer's metadata. */
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly scope: string;
  /**
   * `acr` values that are strong enough for administrators and auditors; absent: each will do, since the issuer lets
   * nobody in by less.
   */
  readonly strongAcr?: readonly string[];
  /** So long without doing anything a person stays signed in. */
  readonly idleMs: number;
  /** So long in all. */
  readonly wholeMs: number;
  /** Whether the issuer may be asked over plain HTTP; never in production. */
  readonly mayBePlainHttp: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const IDLE_MS = 30 * MINUTE_MS;
const WHOLE_MS = 10 * HOUR_MS;

const duration = (longestMs: number, defaultMs: number) => {
  const message = `must be a number of milliseconds from ${MINUTE_MS} to ${longestMs}`;
  return z.coerce
    .number(message)
    .int(message)
    .min(MINUTE_MS, message)
    .max(longestMs, message)
    .default(defaultMs);
};

const webUrl = z.url({ protocol: /^https?$/u, error: 'must be an http:// or https:// address' });

/** Without the address of the issuer's metadata there is no console. */
export const SIGN_IN_VARIABLES = {
  KUITTAUS_OIDC_DISCOVERY_URL: webUrl
    .includes(
      '/.well-known/',
      'must be the address of a metadata document, …/.well-known/openid-configuration',
    )
    .exactOptional(),
  KUITTAUS_OIDC_CLIENT_ID: z.string().min(1).default('kuittaus-console'),
  KUITTAUS_OIDC_SCOPE: z
    .string()
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/u, 'must be openid, and what else with single spaces')
    .default('openid profile'),
  KUITTAUS_OIDC_STRONG_ACR: z
    .string()
    .regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/u, 'must be values of acr, with single spaces')
    .transform((values) => values.split(' '))
    .exactOptional(),
  KUITTAUS_PUBLIC_URL: webUrl
    .refine((url) => isOrigin(url), 'must be an origin such as https://kuittaus.example, without a path')
    .exactOptional(),
  KUITTAUS_SESSION_IDLE_MS: duration(12 * HOUR_MS, IDLE_MS),
  KUITTAUS_SESSION_MS: duration(24 * HOUR_MS, WHOLE_MS),
};

type ReadSignIn = z.infer<z.ZodObject<typeof SIGN_IN_VARIABLES>>;
interface Read extends ReadSignIn {
  readonly KUITTAUS_ENVIRONMENT: string;
  readonly KUITTAUS_ISSUER: string;
}

/** What the variables must be together. */
export function checkSignIn(read: Read, context: z.RefinementCtx): void {
  const refuse = (name: keyof Read, message: string): void => {
    context.addIssue({ code: 'custom', path: [name], message });
  };
  if (read.KUITTAUS_OIDC_DISCOVERY_URL !== undefined && read.KUITTAUS_PUBLIC_URL === undefined) {
    refuse('KUITTAUS_PUBLIC_URL', 'is not set, and signing in needs it');
  }
  if (read.KUITTAUS_ENVIRONMENT !== 'production') return;
  if (read.KUITTAUS_ISSUER === DEVELOPMENT_ISSUER) {
    refuse('KUITTAUS_ISSUER', 'must not be the development identity provider in production');
  }
  for (const name of ['KUITTAUS_OIDC_DISCOVERY_URL', 'KUITTAUS_PUBLIC_URL'] as const) {
    if (read[name]?.startsWith('https:') === false) refuse(name, 'must be an https:// address in production');
  }
}

/** @returns undefined where there is no console */
export function signInSlice(read: Read): SignInEnvironment | undefined {
  const { KUITTAUS_OIDC_DISCOVERY_URL: discoveryUrl, KUITTAUS_PUBLIC_URL: publicUrl } = read;
  if (discoveryUrl === undefined || publicUrl === undefined) return undefined;
  return {
    publicOrigin: new URL(publicUrl).origin,
    discoveryUrl,
    clientId: read.KUITTAUS_OIDC_CLIENT_ID,
    scope: read.KUITTAUS_OIDC_SCOPE,
    ...(read.KUITTAUS_OIDC_STRONG_ACR === undefined ? {} : { strongAcr: read.KUITTAUS_OIDC_STRONG_ACR }),
    idleMs: read.KUITTAUS_SESSION_IDLE_MS,
    wholeMs: read.KUITTAUS_SESSION_MS,
    mayBePlainHttp: read.KUITTAUS_ENVIRONMENT !== 'production',
  };
}

function isOrigin(url: string): boolean {
  const { origin, href } = new URL(url);
  return href === `${origin}/`;
}
