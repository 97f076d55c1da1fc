import { UnusableAddress } from './http.errors.js';
import { readAddress } from './read-address.js';

describe('the address of an endpoint', () => {
  it.each([
    ['https://typ.example', { origin: 'https://typ.example', basePath: '' }],
    ['https://typ.example/', { origin: 'https://typ.example', basePath: '' }],
    ['http://127.0.0.1:8080/a/b//', { origin: 'http://127.0.0.1:8080', basePath: '/a/b' }],
  ])('%s is an origin and a path', (address, parts) => {
    expect(readAddress(address)).toEqual(parts);
  });

  it.each([
    '',
    'typ.example',
    'ftp://typ.example',
    'https://u@typ.example',
    'https://:p@typ.example',
    'https://a.example/?q=1',
    'https://a.example/#x',
  ])('%j cannot be used', (address) => {
    expect(() => readAddress(address)).toThrow(UnusableAddress);
  });
});
