import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Opaque bearer tokens, and who may have one. */
export class AccessTokens {
  /** token → milliseconds at which it ends; in the order of their end. */
  private readonly issued = new Map<string, number>();

  constructor(
    private readonly client: { readonly id: string; readonly secret: string },
    readonly lifetimeMs: number,
  ) {}

  /** @param authorization the header of that name: HTTP Basic, both parts form-encoded (RFC 6749, 2.3.1) */
  isClient(authorization: string | undefined): boolean {
    const [, encoded = ''] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '') ?? [];
    const { id, secret } = this.client;
    const expected = [id, secret]
      .map((part) => new URLSearchParams({ v: part }).toString().slice(2))
      .join(':');
    return timingSafeEqual(digest(Buffer.from(encoded, 'base64')), digest(Buffer.from(expected)));
  }

  issue(): string {
    for (const [token, end] of this.issued) {
      if (end > Date.now()) break;
      this.issued.delete(token);
    }
    const token = randomBytes(32).toString('base64url');
    this.issued.set(token, Date.now() + this.lifetimeMs);
    return token;
  }

  /** @param authorization the header of that name */
  isValid(authorization: string | undefined): boolean {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    return token !== undefined && (this.issued.get(token) ?? 0) > Date.now();
  }
}

const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
