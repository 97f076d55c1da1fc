import { UnusableMllpAddress } from './hl7v2.errors.js';
import { readMllpAddress } from './mllp-address.js';

describe('an MLLP address', () => {
  it.each([
    ['mllp://127.0.0.1:2575', { host: '127.0.0.1', port: 2575, secure: false }],
    ['mllps://pegasos.example:2576/', { host: 'pegasos.example', port: 2576, secure: true }],
    ['mllp://[::1]:1', { host: '::1', port: 1, secure: false }],
  ])('%s is read', (address, read) => {
    expect(readMllpAddress(address)).toEqual(read);
  });

  it.each([
    '',
    'pegasos:2575',
    'http://pegasos:2575',
    'mllp://pegasos',
    'mllp://a@pegasos:1',
    'mllp://pegasos:1/x',
    'mllp://pegasos:1?x',
  ])('%j cannot be used', (address) => {
    expect(() => readMllpAddress(address)).toThrow(UnusableMllpAddress);
  });
});
