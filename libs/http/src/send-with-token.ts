import { TokenUnavailable } from './http.errors.js';
import type { TokenSource } from './token-cache.js';

interface Reply {
  readonly kind: string;
  readonly status?: number;
}

export interface TokenNotThere {
  readonly kind: 'not-sent';
  readonly code: `token-${string}`;
}

/**
 * Sends with an access token; a token that the server refuses (401) is renewed once.
 * @param send is called again with the new token. What it throws goes through to the caller
 */
export async function sendWithToken<R extends Reply>(
  tokens: TokenSource,
  signal: AbortSignal,
  send: (accessToken: string) => Promise<R>,
): Promise<R | TokenNotThere> {
  try {
    const accessToken = await tokens.token(signal);
    const first = await send(accessToken);
    if (first.kind !== 'answered' || first.status !== 401) return first;
    tokens.discard(accessToken);
    return await send(await tokens.token(signal));
  } catch (error) {
    if (error instanceof TokenUnavailable) return { kind: 'not-sent', code: error.code };
    throw error;
  }
}
