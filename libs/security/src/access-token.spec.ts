import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { AccessTokenVerifier, fixedKeys } from './access-token.js';

const ISSUER = 'https://tunnistus.example';
const NOW = new Date('2026-11-17T10:00:00Z');
const inSeconds = (seconds: number): number => NOW.getTime() / 1000 + seconds;

interface Issued {
  readonly alg?: string;
  readonly kid?: string;
  readonly key?: CryptoKey | Uint8Array;
  readonly claims?: Record<string, unknown>;
}

describe('an access token', () => {
  let privateKey: CryptoKey;
  let verifier: AccessTokenVerifier;

  beforeAll(async () => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    privateKey = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'EdDSA', use: 'sig' };
    verifier = new AccessTokenVerifier(ISSUER, fixedKeys({ keys: [jwk] }), () => NOW);
  });

  const token = ({
    alg = 'EdDSA',
    kid = 'k1',
    key = privateKey,
    claims = {},
  }: Issued = {}): Promise<string> =>
    new SignJWT({ iss: ISSUER, aud: 'kuittaus', sub: 'sovellus', exp: inSeconds(60), ...claims })
      .setProtectedHeader({ alg, kid })
      .sign(key);

  test('tells who calls', async () => {
    const claims = {
      roles: ['participant', 'team-app', 'overlord', 7],
      teams: ['kaarina', 'turku'],
      participant: 'Kela@Tiimi.Example',
      organisation: '1234567-8',
    };
    expect(await verifier.verify(await token({ claims }))).toEqual({
      subject: 'sovellus',
      roles: new Set(['team-app', 'participant']),
      teams: new Set(['kaarina', 'turku']),
      participant: 'kela@tiimi.example',
      organisation: '1234567-8',
    });
  });

  test('stands for all teams with a star, and for none without the claim', async () => {
    expect((await verifier.verify(await token({ claims: { teams: ['*'] } }))).teams).toBe('all');
    expect((await verifier.verify(await token({ claims: { teams: '*' } }))).teams).toBe('all');
    expect((await verifier.verify(await token())).teams).toEqual(new Set());
  });

  test('holds for an audience list that has us', async () => {
    const claims = { aud: ['muu', 'kuittaus'] };
    expect((await verifier.verify(await token({ claims }))).subject).toBe('sovellus');
  });

  test.each<[string, Record<string, unknown>]>([
    ['of another issuer', { iss: 'https://muu.example' }],
    ['for another audience', { aud: 'muu' }],
    ['that has expired', { exp: inSeconds(-1) }],
    ['that does not hold yet', { nbf: inSeconds(60) }],
    ['without an end', { exp: undefined }],
  ])('%s is refused', async (_case, claims) => {
    await expect(verifier.verify(await token({ claims }))).rejects.toMatchObject({ code: 'token-invalid' });
  });

  test('that nobody signed, that a stranger signed, or that is no token is refused', async () => {
    const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const unsigned = new UnsecuredJWT({ iss: ISSUER, aud: 'kuittaus', exp: inSeconds(60) }).encode();
    const symmetric = await token({ alg: 'HS256', key: Buffer.alloc(32, 7) });
    const strangers = await token({ key: stranger.privateKey });
    const unknownKey = await token({ kid: 'k2', key: stranger.privateKey });
    for (const text of [unsigned, symmetric, strangers, unknownKey, '', 'a.b.c', 'x'.repeat(10_000)]) {
      await expect(verifier.verify(text)).rejects.toMatchObject({ code: 'token-invalid' });
    }
  });

  test('with an algorithm that is not on our list is refused, though the issuer has a key for it', async () => {
    const pair = await generateKeyPair('ES384', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k3', alg: 'ES384', use: 'sig' };
    const permissive = new AccessTokenVerifier(ISSUER, fixedKeys({ keys: [jwk] }), () => NOW);
    const text = await token({ alg: 'ES384', kid: 'k3', key: pair.privateKey });
    await expect(permissive.verify(text)).rejects.toMatchObject({ code: 'token-invalid' });
  });

  test('a fault says a code and nothing of the token', async () => {
    const text = await token({ claims: { iss: 'muu', participant: 'matti.meikalainen@tiimi.example' } });
    const fault: unknown = await verifier.verify(text).catch((error: unknown) => error);
    expect(String(fault)).toBe('AccessTokenError: token-invalid');
  });
});
