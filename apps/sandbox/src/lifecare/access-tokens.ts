import { randomBytes, type KeyObject } from 'node:crypto';
import { errors, jwtVerify } from 'jose';

export const CLIENT_ID = 'kuittaus';
const ASSERTION_LIFETIME_S = 300;
const CLOCK_TOLERANCE_S = 5;
const JTI = /^\S{1,128}$/;

/** Who asked for a token could not be told for sure (RFC 6749, `invalid_client`). */
export class InvalidClient extends Error {
  readonly code = 'invalid_client';

  constructor(options?: ErrorOptions) {
    super('invalid_client', options);
    this.name = 'InvalidClient';
  }
}

/** SMART Backend Services: access tokens for a client that proves itself by a signed assertion. */
export class AccessTokens {
  /** jti → unix seconds until which it is remembered. */
  private readonly used = new Map<string, number>();
  /** token → milliseconds at which it ends. */
  private readonly issued = new Map<string, number>();

  constructor(
    private readonly clientKey: KeyObject,
    readonly lifetimeMs: number,
  ) {}

  /**
   * @param audience - the token endpoint
   * @throws {@link InvalidClient} for any fault of the assertion, a repeated one too
   */
  async issue(assertion: string, audience: string): Promise<string> {
    const { jti, exp } = await this.verify(assertion, audience);
    const now = Date.now() / 1000;
    forgetPast(this.used, now);
    if (this.used.has(jti)) throw new InvalidClient();
    this.used.set(jti, exp + CLOCK_TOLERANCE_S);

    forgetPast(this.issued, Date.now());
    const token = randomBytes(32).toString('base64url');
    this.issued.set(token, Date.now() + this.lifetimeMs);
    return token;
  }

  /** @param authorization - the header of that name */
  isValid(authorization: string | undefined): boolean {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    return token !== undefined && (this.issued.get(token) ?? 0) > Date.now();
  }

  private async verify(assertion: string, audience: string): Promise<{ jti: string; exp: number }> {
    try {
      const { payload, protectedHeader } = await jwtVerify(assertion, this.clientKey, {
        algorithms: ['ES384'],
        issuer: CLIENT_ID,
        subject: CLIENT_ID,
        audience,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'jti'],
      });
      const { jti = '', exp = 0 } = payload;
      const { kid = '', typ = 'JWT' } = protectedHeader;
      const tooLong = exp > Date.now() / 1000 + ASSERTION_LIFETIME_S + CLOCK_TOLERANCE_S;
      if (tooLong || !JTI.test(jti) || kid === '' || typ !== 'JWT') throw new InvalidClient();
      return { jti, exp };
    } catch (cause) {
      if (cause instanceof errors.JOSEError) throw new InvalidClient({ cause });
      throw cause;
    }
  }
}

/** Entries stay in the order of their end, near enough: the oldest go first. */
function forgetPast(ends: Map<string, number>, now: number): void {
  for (const [key, end] of ends) {
    if (end > now) return;
    ends.delete(key);
  }
}
