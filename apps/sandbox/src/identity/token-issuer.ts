import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type JWK, SignJWT, calculateJwkThumbprint, exportJWK } from 'jose';
import type { TokenRequest } from './token-request.js';

const LIFETIME = '30 days';
const AUDIENCE = 'kuittaus';

/** Signs access tokens with the issuer's Ed25519 key. */
export class TokenIssuer {
  private constructor(
    private readonly issuer: () => string,
    private readonly key: ReturnType<typeof createPrivateKey>,
    private readonly publicKey: JWK & { readonly kid: string },
  ) {}

  /**
   * @param issuer - `iss`, asked for at each signing
   * @param pem - the issuer's key, PKCS#8
   */
  static async of(issuer: () => string, pem: string): Promise<TokenIssuer> {
    const key = createPrivateKey(pem);
    const jwk = await exportJWK(createPublicKey(key));
    const kid = await calculateJwkThumbprint(jwk);
    return new TokenIssuer(issuer, key, { ...jwk, kid, use: 'sig', alg: 'EdDSA' });
  }

  /** The key itself, for the provider that people sign in at: one issuer, one key. */
  async signingKey(): Promise<JWK> {
    return { ...(await exportJWK(this.key)), kid: this.publicKey.kid, use: 'sig', alg: 'EdDSA' };
  }

  /** The public keys, as `/.well-known/jwks.json` shows them. */
  keySet(): { readonly keys: readonly JWK[] } {
    return { keys: [this.publicKey] };
  }

  issue({ role, teams, participant, organisation }: TokenRequest): Promise<string> {
    const claims = {
      roles: [role],
      teams,
      ...(participant === undefined ? {} : { participant }),
      ...(organisation === undefined ? {} : { organisation }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: this.publicKey.kid })
      .setIssuer(this.issuer())
      .setAudience(AUDIENCE)
      .setSubject(participant ?? role)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(this.key);
  }
}
