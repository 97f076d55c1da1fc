import { generateKeyPairSync } from 'node:crypto';
import { completenessReceipt } from '#domain';
import { aConfirmedTask, aTask } from '#domain/testing';
import { openReceiptSigner } from '#security';
import { called, Folder, NOW } from '../../testing/called.js';

const pem = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const signer = openReceiptSigner({ keys: [pem()] });
const PAYLOAD = completenessReceipt(
  {
    team: 'kaarina',
    decisionId: 'KAA-1',
    version: 2,
    practiceVersion: '1-abc',
    tasks: [aConfirmedTask(), aConfirmedTask(), aTask({ state: 'withheld', reason: 'consent-missing' })],
  },
  NOW,
);

let folder: Folder;
let jwks: string;
beforeEach(() => {
  folder = new Folder();
  jwks = folder.write('jwks.json', JSON.stringify(signer.jwks()));
});
afterEach(() => folder.remove());

const verify = (receipt: string, ...more: string[]) =>
  called(['receipt', 'verify', folder.write('receipt.jws', receipt), '--jwks', jwks, ...more]);

describe('kuittaus receipt verify', () => {
  it('says what was proven, under whose key, how many tasks are how, and what was not checked', async () => {
    const { code, out } = await verify(`${await signer.sign(PAYLOAD)}\n`);
    expect(code).toBe(0);
    expect(out).toContain('TOSITE ON AITO');
    expect(out).toContain(`Avain: ${signer.jwks().keys[0]?.kid}`);
    expect(out).toContain('kaarina / KAA-1, versio 2, kirjauskäytäntö 1-abc');
    expect(out).toContain('Annettu: 2026-11-18T10:00:00.000Z');
    expect(out).toContain('Kirjaustehtäviä kaikissa versioissa: 3');
    expect(out).toContain('vahvistettu (confirmed): 2');
    expect(out).toContain('pidätetty (withheld): 1');
    expect(out).not.toContain('kuitattu');
    expect(out).toContain('Tätä ei tarkistettu:');
  });

  it('says it in English when asked', async () => {
    const { code, out } = await verify(await signer.sign(PAYLOAD), '--lang', 'en');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^THE RECEIPT IS GENUINE[^]+This was not checked/u),
    ]);
  });

  it('reads the receipt from standard input', async () => {
    const input = await signer.sign(PAYLOAD);
    expect((await called(['receipt', 'verify', '-', '--jwks', jwks], { input })).code).toBe(0);
  });

  it('finds a changed character, and says so plainly', async () => {
    const [header = '', payload = '', signature = ''] = (await signer.sign(PAYLOAD)).split('.');
    const better = Buffer.from(payload, 'base64url').toString().replace('withheld', 'attested');
    const changed = [header, Buffer.from(better).toString('base64url'), signature].join('.');
    const { code, out } = await verify(changed);
    expect([code, out]).toEqual([1, expect.stringContaining('allekirjoitus ei täsmää')]);
    expect(out).not.toContain('AITO');
  });

  it('takes no key but those of the file', async () => {
    const { code, out } = await verify(await openReceiptSigner({ keys: [pem()] }).sign(PAYLOAD));
    expect([code, out]).toEqual([1, expect.stringContaining('ei ole avainta, jonka tosite nimeää')]);
  });

  it('calls nothing a receipt that is none, signed or not', async () => {
    for (const text of ['SALAINEN', await signer.sign({ team: 'kaarina' }), await signer.sign([])]) {
      const { code, out } = await verify(text);
      expect([code, out]).toEqual([1, expect.stringContaining('ei ole täydellisyystosite')]);
    }
  });

  it('does not take any file for a set of keys', async () => {
    jwks = folder.write('jwks.json', '{"keys":[{"kty":"oct","k":"AAAA"}]}');
    const { code, err } = await verify(await signer.sign(PAYLOAD));
    expect([code, err]).toEqual([2, expect.stringContaining('ei ole avaintiedosto')]);
  });
});
