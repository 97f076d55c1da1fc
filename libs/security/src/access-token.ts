import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';

/** What a token may say its bearer is (`contract/README.md`, Reading and acting). */
export const ACCESS_ROLES = [
  'team-app',
  'developer',
  'participant',
  'deputy',
  'sysadmin',
  'auditor',
] as const;
export type AccessRole = (typeof ACCESS_ROLES)[number];

/** Who calls. */
export interface Principal {
  /** The token's `sub`; empty where the issuer gives none. */
  readonly subject: string;
  readonly roles: ReadonlySet<AccessRole>;
  /** The teams it stands for; without the claim none, so that a forgotten claim opens nothing. */
  readonly teams: 'all' | ReadonlySet<string>;
  /** A person's address, lower-cased: how a participant is identified. */
  readonly participant?: string;
  /** `businessId`, else the name. */
  readonly organisation?: string;
}

export type AccessTokenFault = 'token-invalid' | 'keys-unavailable';

/** `token-invalid`: the bearer's fault; `keys-unavailable`: the issuer's keys could not be fetched. */
export class AccessTokenError extends Error {
  override readonly name = 'AccessTokenError';

  constructor(readonly code: AccessTokenFault) {
    super(code);
  }
}

const AUDIENCE = 'kuittaus';
/** No `none`, and nothing symmetric: a public key must never pass as a shared secret. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256'];
const JWKS_TIMEOUT_MS = 3_000;
const JWKS_MAX_AGE_MS = 10 * 60_000;
/** An unknown key id makes us look again, but not more often than this. */
const JWKS_COOLDOWN_MS = 30_000;

/** @returns the issuer's keys: fetched when first needed, kept in memory */
export function remoteKeys(jwksUrl: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cacheMaxAge: JWKS_MAX_AGE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
  });
}

/** @returns keys that are at hand already */
export function fixedKeys(keys: JSONWebKeySet): JWTVerifyGetKey {
  return createLocalJWKSet(keys);
}

/** Verifies bearer tokens: JWTs of the one configured issuer, for us. */
export class AccessTokenVerifier {
  constructor(
    private readonly issuer: string,
    private readonly keys: JWTVerifyGetKey,
    private readonly now: () => Date,
  ) {}

  /** @throws AccessTokenError */
  async verify(token: string): Promise<Principal> {
    return principalOf(await this.claimsOf(token));
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.issuer,
        audience: AUDIENCE,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
        currentDate: this.now(),
      });
      return payload;
    } catch (error) {
      throw new AccessTokenError(faultOf(error));
    }
  }
}

/** What jose does not name is a fetch that failed: the network's error, or an answer that was no key set. */
function faultOf(error: unknown): AccessTokenFault {
  const theIssuers = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC' && !theIssuers
    ? 'token-invalid'
    : 'keys-unavailable';
}

/** @returns who the claims of a verified token say that somebody is; what is not of its form counts as left out */
export function principalOf(claims: JWTPayload): Principal {
  const { sub, roles, teams, participant, organisation } = claims;
  return {
    subject: sub ?? '',
    roles: new Set(ACCESS_ROLES.filter((role) => stringsOf(roles).includes(role))),
    teams: teamsOf(teams),
    ...(typeof participant === 'string' && participant !== '' && { participant: participant.toLowerCase() }),
    ...(typeof organisation === 'string' && organisation !== '' && { organisation }),
  };
}

function teamsOf(claim: unknown): Principal['teams'] {
  const teams = typeof claim === 'string' ? [claim] : stringsOf(claim);
  return teams.includes('*') ? 'all' : new Set(teams);
}

function stringsOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : [];
}
