import { memberPointer } from './json-pointer.js';

test('a name that looks like one of a field is told', () => {
  for (const name of ['foo', 'personalIdentityCode', 'x-y_z', 'field12345']) {
    expect(memberPointer('/data', name)).toBe(`/data/${name}`);
  }
  expect(memberPointer('/data/list', 12)).toBe('/data/list/12');
});

test('a name that may hold something of a person is not', () => {
  for (const name of [
    '',
    'a b',
    'Meikäläinen',
    '010594Y9032',
    'a010594-9032',
    'a/b',
    '~',
    'x'.repeat(65),
    '1a2b3c4d5e6f',
  ]) {
    expect(memberPointer('/data', name)).toBe('/data/*');
  }
});
