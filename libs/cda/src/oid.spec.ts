import fc from 'fast-check';
import { UnusableOid } from './cda.errors.js';
import { derivedOid, hashedOid, isOid } from './oid.js';

const ROOT = '1.2.246.10.99900011.93';
const hexKey = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'.split('')),
  minLength: 32,
  maxLength: 32,
});

describe('an object identifier of ours', () => {
  it('is the number of the key below the root', () => {
    expect(derivedOid(ROOT, '0000000000000000000000000000000f')).toBe(`${ROOT}.15`);
    expect(derivedOid(ROOT, 'f'.repeat(32))).toBe(`${ROOT}.340282366920938463463374607431768211455`);
  });

  it('is valid and no longer than systems hold, for every key', () => {
    fc.assert(fc.property(hexKey, (key) => isOid(derivedOid(ROOT, key))));
  });

  it('is another one for another key', () => {
    fc.assert(
      fc.property(
        hexKey,
        hexKey,
        (one, other) => (derivedOid(ROOT, one) === derivedOid(ROOT, other)) === (one === other),
      ),
    );
  });

  it.each(['1..2', '', 'x', '3.1', '1.02', `1.${'9'.repeat(24)}`])('is not made below %j', (root) => {
    expect(() => derivedOid(root, 'f'.repeat(32))).toThrow(UnusableOid);
  });

  it.each(['', 'g', 'f'.repeat(33)])('is not made of %j', (key) => {
    expect(() => derivedOid(ROOT, key)).toThrow(UnusableOid);
  });

  it('can do without a root: the number of a UUID', () => {
    const oid = hashedOid(['a', 'b']);
    expect(isOid(oid)).toBe(true);
    expect(BigInt(oid.slice('2.25.'.length)).toString(16)).toMatch(
      /^[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}$/,
    );
    expect(hashedOid(['a', 'b'])).toBe(oid);
    expect(hashedOid(['ab'])).not.toBe(oid);
  });
});
