import type { Sender } from '#configuration';
import { parseWebhookKey } from '#security';
import type { Principal, WebhookKey } from '#security';

/** How much of a public key names it. */
const NAMING_CHARACTERS = 12;

/** One secret or key of a sender, by name; the secret itself is never shown. */
export interface SenderKey {
  readonly sender: string;
  readonly teams: Sender['teams'];
  /** Of the secret; of a public key, which is none, its beginning. */
  readonly name: string;
  readonly kind: 'secret' | 'public-key';
  readonly state: 'live' | 'revoked';
  /** Of a live one. */
  readonly key?: WebhookKey;
}

/**
 * @param read gives the secret of a name
 * @throws WebhookKeyError for a live one that is none
 */
export function senderKeysOf(
  senders: readonly Sender[],
  read: (name: string) => string,
): readonly SenderKey[] {
  return senders.flatMap(({ name: sender, teams, secrets, keys }) => [
    ...secrets.map(({ secret: name, state }) => ({
      ...{ sender, teams, name, kind: 'secret' as const, state },
      ...(state === 'live' ? { key: parseWebhookKey(read(name)) } : {}),
    })),
    ...keys.map(({ publicKey, state }) => ({
      ...{ sender, teams, name: publicKey.slice(0, NAMING_CHARACTERS), kind: 'public-key' as const, state },
      ...(state === 'live' ? { key: parseWebhookKey(`whpk_${publicKey}`) } : {}),
    })),
  ]);
}

/** A developer sees the senders of their own teams, a system administrator all. */
export function keysFor(
  { roles, teams }: Pick<Principal, 'roles' | 'teams'>,
  keys: readonly SenderKey[],
): readonly SenderKey[] {
  if (roles.has('sysadmin') || teams === 'all') return keys;
  return keys.filter((key) => key.teams === '*' || key.teams.some((team) => teams.has(team)));
}
