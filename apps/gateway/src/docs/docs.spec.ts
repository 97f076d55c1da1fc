import { gunzipSync } from 'node:zlib';
import { startGateway } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());

describe('the interface to read', () => {
  it('is a page that asks for nothing but files of our own, each of which is there', async () => {
    const page = await gateway.get('/docs');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    const asked = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(asked).toEqual(
      expect.arrayContaining(['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/start.js']),
    );
    for (const path of asked) expect((await gateway.get(path)).status).toBe(200);
  });

  it('starts with our own description', async () => {
    expect((await gateway.get('/docs/start.js')).text).toContain("url: '/openapi.json'");
  });

  it('is sent packed to those who can unpack it', async () => {
    const plain = await gateway.app.inject({ url: '/docs/swagger-ui.css' });
    const packed = await gateway.app.inject({
      url: '/docs/swagger-ui.css',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    expect(gunzipSync(packed.rawPayload)).toEqual(plain.rawPayload);
  });

  it.each(['/docs/package.json', '/docs/..%2fpackage.json', '/docs/index.html'])(
    'holds no other file: %s',
    async (path) => {
      expect((await gateway.get(path)).status).toBe(404);
    },
  );
});
