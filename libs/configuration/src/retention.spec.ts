import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTRY_KINDS } from '#audit';
import { ConfigurationFault } from './configuration-fault.js';
import { loadRetention } from './retention.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuittaus-retention-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const load = (text: string) => {
  writeFileSync(join(folder, 'retention.yaml'), text);
  return loadRetention(folder);
};

describe('the retention', () => {
  it('is twelve years of everything where nothing else is said, and so says our own file', () => {
    const usual = {
      log: Object.fromEntries(Object.values(ENTRY_KINDS).map((entryClass) => [entryClass, 12])),
      content: { years: 12, teams: {} },
    };
    expect(loadRetention(folder)).toEqual(usual);
    expect(loadRetention('config')).toEqual(usual);
  });

  it('is configured by class of entry, and of texts by team; the rest stays usual', () => {
    const { log, content } = load('log: { administration: 3 }\ncontent: { years: 5, teams: { turku: 2 } }\n');
    expect(log).toMatchObject({ administration: 3, use: 12 });
    expect(content).toEqual({ years: 5, teams: { turku: 2 } });
  });

  it.each([
    ['log: { use: 0 }', 'at least'],
    ['log: { use: 1.5 }', 'whole number'],
    ['log: { used: 12 }', 'unknown key'],
    ['content: { years: 500 }', 'at most'],
    ['content: { teams: { Turku: 2 } }', ''],
    ['forever: true', 'unknown key'],
  ])('is refused as a whole for %s, with the place', (text) => {
    expect(() => load(`${text}\n`)).toThrow(ConfigurationFault);
    try {
      load(`${text}\n`);
    } catch (fault) {
      expect((fault as ConfigurationFault).faults[0]).toMatchObject({ line: 1 });
    }
  });
});
