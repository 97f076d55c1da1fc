import { generateKeyPairSync } from 'node:crypto';
import { leafHash } from '../merkle/hashing.js';
import { checkpointText, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.js';
import { cosign, cosignaturesIn, cosignedAt } from './cosignature.js';
import { AuditKeyFault, openSigningKey, parseVerifierKey } from './keys.js';
import type { KeyKind, SigningKey } from './keys.js';
import { formatNote, parseNote, signatureLine } from './signed-note.js';

const ORIGIN = 'kuittaus.example/audit';
const aKey = (kind: KeyKind, name: string): SigningKey =>
  openSigningKey(
    kind,
    name,
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );

const log = aKey('log', ORIGIN);
const witness = aKey('witness', 'witness.example/w1');
const tree = { size: 3, root: leafHash(Buffer.from('x')) };
const note = signCheckpoint(log, tree);

/** The example of C2SP's tlog-cosignature, with the keys that sigsum and the specification publish nowhere: form only. */
const C2SP_EXAMPLE = [
  'example.com/behind-the-sofa',
  '20852163',
  'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
  '',
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=',
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
  '',
].join('\n');

describe('a verifier key', () => {
  it('has the id that the Go checksum database has by the same rule', () => {
    const text = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    const key = parseVerifierKey(text);
    expect({ name: key.name, kind: key.kind, id: key.id.toString('hex'), text: key.text }).toEqual({
      name: 'sum.golang.org',
      kind: 'log',
      id: '033de0ae',
      text,
    });
  });

  it('is refused with another id, another name, a wrong length or an unknown type', () => {
    const [name = '', id = '', key = ''] = log.text.split('+', 3);
    const rest = log.text.slice(`${name}+${id}+`.length);
    for (const text of [
      `${name}+00000000+${rest}`,
      `other.example+${id}+${rest}`,
      `${name}+${id}+${rest.slice(4)}`,
      `${name}+${id}+${Buffer.concat([Buffer.of(9), Buffer.from(rest, 'base64').subarray(1)]).toString('base64')}`,
      key,
      '',
    ]) {
      expect(() => parseVerifierKey(text)).toThrow(AuditKeyFault);
    }
  });

  it('is not made of a key that is not Ed25519, nor under a name with a space or a plus', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => openSigningKey('log', ORIGIN, pem)).toThrow(AuditKeyFault);
    expect(() => aKey('log', 'a b')).toThrow(AuditKeyFault);
    expect(() => aKey('log', 'a+b')).toThrow(AuditKeyFault);
  });
});

describe('a checkpoint', () => {
  it('is read as C2SP’s example is written', () => {
    const parsed = parseNote(C2SP_EXAMPLE);
    expect(parsed?.signatures.map(({ name }) => name)).toEqual([
      'example.com/behind-the-sofa',
      'witness.example.com/w1',
    ]);
    expect(parseCheckpoint(parsed?.text ?? '')).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20852163,
    });
    expect(formatNote(parsed!)).toBe(C2SP_EXAMPLE);
  });

  it('holds under the log’s key, and says which tree it is of', () => {
    expect(verifyCheckpoint(note, [log])).toMatchObject({ origin: ORIGIN, ...tree });
  });

  it('does not hold under another key, nor with another size, root or origin', () => {
    expect(verifyCheckpoint(note, [aKey('log', ORIGIN)])).toBeUndefined();
    expect(verifyCheckpoint(note.replace('\n3\n', '\n4\n'), [log])).toBeUndefined();
    expect(verifyCheckpoint(note.replace(ORIGIN, 'other.example'), [log])).toBeUndefined();
    const other = checkpointText({ origin: 'other.example', ...tree });
    const signature = log.sign(Buffer.from(other));
    const misnamed = formatNote({ text: other, signatures: [{ name: log.name, id: log.id, signature }] });
    expect(verifyCheckpoint(misnamed, [log])).toBeUndefined();
  });

  it('with more than sixteen signatures, or with one in two spellings, is none', () => {
    const line = note.slice(note.indexOf('— '));
    expect(parseNote(note + line.repeat(15))).toBeDefined();
    expect(parseNote(note + line.repeat(16))).toBeUndefined();
    expect(parseNote(note.replace(/=\n$/, '\n'))).toBeUndefined();
    expect(parseNote(note.replace('\n3\n', '\n3\r\n'))).toBeUndefined();
    expect(parseCheckpoint(`${ORIGIN}\n03\n${tree.root.toString('base64')}\n`)).toBeUndefined();
  });
});

describe('a cosignature', () => {
  const { text } = parseNote(note)!;
  const at = new Date('2026-11-17T10:00:00Z');
  const given = cosign(witness, text, at);

  it('holds for the text and the time that it was given for', () => {
    expect(cosignedAt(witness, text, given)).toEqual(at);
    const later = Buffer.from(given.signature);
    later.writeBigUInt64BE(BigInt(1));
    expect(cosignedAt(witness, text, { ...given, signature: later })).toBeUndefined();
    expect(cosignedAt(witness, text.replace('3', '4'), given)).toBeUndefined();
  });

  it('is told from the log’s own signature, also where both have one key and name', () => {
    expect(cosignedAt(log, text, { ...given, name: log.name, id: log.id })).toBeUndefined();
    const both = parseNote(note + signatureLine(given))!;
    expect(cosignaturesIn(both, [log, witness])).toEqual([given]);
    expect(verifyCheckpoint(note + signatureLine(given), [log])).toBeDefined();
  });
});
