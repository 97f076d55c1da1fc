import { ACCESS_ROLES, principalOf } from '#security';
import type { AccessRole, Principal } from '#security';
import type { IDToken } from 'openid-client';
import { z } from 'zod';

/** Who is signed in, as the ledger keeps it, encrypted. */
const StoredClaims = z.object({
  subject: z.string(),
  roles: z.array(z.enum(ACCESS_ROLES)),
  teams: z.union([z.literal('all'), z.array(z.string())]),
  participant: z.string().exactOptional(),
  organisation: z.string().exactOptional(),
  name: z.string(),
});
export type StoredClaims = z.infer<typeof StoredClaims>;

/** Somebody, and how the issuer names them. */
export interface NamedPrincipal {
  readonly principal: Principal;
  readonly name: string;
}

const LONGEST_NAME = 200;

/** These may see everybody's or change anything: only who was identified strongly has them (R41). */
const STRONG_ROLES: readonly AccessRole[] = ['sysadmin', 'auditor'];

/**
 * @param strongAcr the values of `acr` that are strong; absent: all are
 * @returns who the ID token is of; its roles and teams are read as those of a bearer token
 */
export function personIn(claims: IDToken, strongAcr?: readonly string[]): NamedPrincipal {
  const said = principalOf(claims);
  const isStrong = strongAcr === undefined || strongAcr.some((each) => each === claims.acr);
  const roles = [...said.roles].filter((role) => isStrong || !STRONG_ROLES.includes(role));
  const principal = { ...said, roles: new Set(roles) };
  const names = [claims['name'], claims['preferred_username'], principal.participant, principal.subject];
  const name = names.find((each): each is string => typeof each === 'string' && each.trim() !== '') ?? '';
  return { principal, name: name.trim().slice(0, LONGEST_NAME) };
}

export function claimsToStore({ principal, name }: NamedPrincipal): StoredClaims {
  const { subject, roles, teams, participant, organisation } = principal;
  return {
    subject,
    roles: [...roles],
    teams: teams === 'all' ? 'all' : [...teams],
    ...(participant === undefined ? {} : { participant }),
    ...(organisation === undefined ? {} : { organisation }),
    name,
  };
}

/** @returns undefined for what no version of ours stored */
export function personStored(stored: unknown): NamedPrincipal | undefined {
  const parsed = StoredClaims.safeParse(stored);
  if (!parsed.success) return undefined;
  const { name, roles, teams, ...others } = parsed.data;
  return {
    principal: { ...others, roles: new Set(roles), teams: teams === 'all' ? 'all' : new Set(teams) },
    name,
  };
}
