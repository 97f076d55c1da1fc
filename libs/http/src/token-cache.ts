import { TokenUnavailable } from './http.errors.js';
import { at, textAt } from './json-reader.js';

/** A token is renewed this long before it ends, or after half its life when that is shorter. */
const RENEW_BEFORE_MS = 30_000;
/** A refresh serves everyone who waits, so it has a deadline of its own. */
const REFRESH_DEADLINE_MS = 10_000;

export interface AccessToken {
  readonly value: string;
  readonly renewAtMs: number;
}

/** Where access tokens come from; what the requests of a client are sent with. */
export interface TokenSource {
  /**
   * @param signal ends this caller's waiting, not the refresh that others wait for too
   * @throws TokenUnavailable
   */
  token(signal: AbortSignal): Promise<string>;
  /** Forgets a token that the server refused; a newer one that somebody fetched meanwhile stays. */
  discard(refused: string): void;
}

/** Keeps an access token until shortly before its end. One refresh is under way at a time, whoever asks. */
export class TokenCache implements TokenSource {
  private current: AccessToken | undefined;
  private refresh: Promise<AccessToken> | undefined;

  /** @param request fetches a token; it throws TokenUnavailable where none can be had */
  constructor(
    private readonly request: (signal: AbortSignal) => Promise<AccessToken>,
    private readonly now: () => Date,
  ) {}

  async token(signal: AbortSignal): Promise<string> {
    const { current } = this;
    if (current !== undefined && this.now().getTime() < current.renewAtMs) return current.value;
    this.refresh ??= this.fetch().finally(() => {
      this.refresh = undefined;
    });
    return (await unlessAborted(this.refresh, signal)).value;
  }

  discard(refused: string): void {
    if (this.current?.value === refused) this.current = undefined;
  }

  private async fetch(): Promise<AccessToken> {
    this.current = await this.request(AbortSignal.timeout(REFRESH_DEADLINE_MS));
    return this.current;
  }
}

/**
 * Reads a token answer (RFC 6749, section 5.1).
 * @param askedAtMs when the token was asked for: its life may have begun then
 * @throws TokenUnavailable
 */
export function readToken(body: unknown, askedAtMs: number): AccessToken {
  const value = textAt(body, 'access_token');
  const expiresInS = at(body, 'expires_in');
  const usable = value !== undefined && /^[\x21-\x7e]+$/.test(value) && typeof expiresInS === 'number';
  if (!usable) throw new TokenUnavailable('token-unreadable');
  const lifetimeMs = Math.max(expiresInS, 0) * 1000;
  return { value, renewAtMs: askedAtMs + lifetimeMs - Math.min(RENEW_BEFORE_MS, lifetimeMs / 2) };
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new TokenUnavailable('token-deadline'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
