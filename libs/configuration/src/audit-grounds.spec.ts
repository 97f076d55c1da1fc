import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAuditGrounds } from './audit-grounds.js';
import { ConfigurationFault } from './configuration-fault.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuittaus-grounds-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const write = (text: string): void => {
  writeFileSync(join(folder, 'audit-grounds.yaml'), text);
};

describe('the grounds in the audit log', () => {
  it('are the team’s own, else those of all', () => {
    write(
      'purpose: support\nlegalBasis: law\nteams:\n  turku: { purpose: rehabilitation, legalBasis: consent }\n',
    );
    const groundsOf = loadAuditGrounds(folder);
    expect(groundsOf('turku')).toEqual({ purpose: 'rehabilitation', legalBasis: 'consent' });
    expect(groundsOf('pori')).toEqual({ purpose: 'support', legalBasis: 'law' });
  });

  it('are the usual ones where no file says otherwise, and those of our own file', () => {
    const usual = { purpose: 'work-ability-support', legalBasis: 'client-consent' };
    expect(loadAuditGrounds(folder)('pori')).toEqual(usual);
    expect(loadAuditGrounds('config')('pori')).toEqual(usual);
  });

  it('are refused when a file has a fault', () => {
    write('purpose: support\n');
    expect(() => loadAuditGrounds(folder)).toThrow(ConfigurationFault);
  });
});
