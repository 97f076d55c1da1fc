import { localPath } from './local-path.js';

describe('a place to come back to', () => {
  it.each([
    '/console',
    '/console/worklist',
    '/console/worklist?tab=own&after=a%3Db',
    '/console/decisions/kaarina/d-1',
  ])('may be %s', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    '//evil.example',
    '/console//evil.example',
    '/console@evil.example',
    '/consolex',
    'https://evil.example/console',
    '/\\evil.example',
    '/console\\..\\evil',
    '/console/\nset-cookie: a',
    '/v1/systems',
    '',
    undefined,
    ['/console'],
  ])('is never %j', (path) => {
    expect(localPath(path)).toBe('/console');
  });
});
