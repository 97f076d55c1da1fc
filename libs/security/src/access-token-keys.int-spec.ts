import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, SignJWT } from 'jose';
import { AccessTokenVerifier, remoteKeys } from './access-token.js';

const ISSUER = 'https://tunnistus.example';
const NOW = new Date('2026-11-17T10:00:00Z');

describe('keys of the issuer that cannot be fetched', () => {
  test.each([
    ['it answers 500', 500, 'oops'],
    ['it answers no key set', 200, '{"keys":7}'],
    ['it answers no JSON', 200, '<html>'],
  ])('%s: it is our trouble, not the bearer’s', async (_case, status, body) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
      const text = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: 'k1' }).sign(privateKey);
      const verifier = new AccessTokenVerifier(
        ISSUER,
        remoteKeys(`http://127.0.0.1:${port}/jwks`),
        () => NOW,
      );
      await expect(verifier.verify(text)).rejects.toMatchObject({ code: 'keys-unavailable' });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('nobody listens: the same', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const text = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: 'k1' }).sign(privateKey);
    const verifier = new AccessTokenVerifier(ISSUER, remoteKeys('http://127.0.0.1:1/jwks'), () => NOW);
    await expect(verifier.verify(text)).rejects.toMatchObject({ code: 'keys-unavailable' });
  });
});
