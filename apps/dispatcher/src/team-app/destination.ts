import { readSecret, teamAppAddressDigest } from '#configuration';
import type { SecretsPlace, TeamApp } from '#configuration';
import { HttpExchange } from '#http';
import { parseWebhookKey, WebhookKeyError } from '#security';

/** A team application that has an address, ready to be told. */
export interface Destination {
  readonly teams: readonly string[];
  /** The ledger knows the address by this alone. */
  readonly addressDigest: Buffer;
  readonly exchange: Pick<HttpExchange, 'send'>;
  /** Absolute path, with its query if there is one. */
  readonly path: string;
  /** Each signs. */
  readonly keys: readonly Buffer[];
}

/** Events of one address that are under way at a time, each of another decision. */
export const AT_A_TIME = 8;
/** Nobody reads what a team application answers but its status. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Only the configuration says where events go, never what came in (SSRF).
 * @throws SecretFault WebhookKeyError
 */
export function destinationsOf(teamApps: readonly TeamApp[], place: SecretsPlace): readonly Destination[] {
  return teamApps.flatMap(({ teams, url, secrets }) => {
    if (url === undefined) return [];
    const { origin, pathname, search } = new URL(url);
    return [
      {
        teams,
        addressDigest: teamAppAddressDigest(url),
        exchange: new HttpExchange({ origin, maxSockets: AT_A_TIME, maxAnswerBytes: MAX_ANSWER_BYTES }),
        path: `${pathname}${search}`,
        keys: secrets.map((name) => sharedSecret(readSecret(name, place))),
      },
    ];
  });
}

function sharedSecret(text: string): Buffer {
  const key = parseWebhookKey(text);
  if (key.scheme !== 'v1') throw new WebhookKeyError('webhook-key-malformed');
  return key.secret;
}
