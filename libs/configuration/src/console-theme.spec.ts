import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationFault } from './configuration-fault.js';
import { loadConsoleTheme } from './console-theme.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuittaus-theme-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const load = (text: string) => {
  writeFileSync(join(folder, 'console.yaml'), text);
  return loadConsoleTheme(folder);
};

describe('the console’s theme', () => {
  it('is an example’s where nothing is said, and so says our own file', () => {
    expect(loadConsoleTheme(folder)).toMatchObject({ product: 'Kuittaus', colour: '#00457c' });
    expect(loadConsoleTheme('config')).toEqual(loadConsoleTheme(folder));
  });

  it('is the area’s', () => {
    expect(load("area: Varha\ncolour: '#7A0026'\n")).toMatchObject({ area: 'Varha', colour: '#7A0026' });
  });

  it.each([
    ["colour: '#767676'", true],
    ["colour: '#777777'", false],
    ["colour: '#ffda07'", false],
    ['colour: red', false],
    ["colour: '#00457c; }'", false],
    ["area: ''", false],
    ['feedbackAddress: nobody', false],
    ['logo: x.png', false],
  ])('with %s can be read: %s', (text, canBeRead) => {
    if (canBeRead) expect(load(`${text}\n`)).toBeDefined();
    else expect(() => load(`${text}\n`)).toThrow(ConfigurationFault);
  });
});
