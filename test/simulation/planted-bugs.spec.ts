import { asked } from './asked.js';
import { PLANTED_BUGS, withBug } from './planted-bugs.js';
import { simulate, tell } from './simulate.js';
import type { Finding } from './simulate.js';
import { THE_DOMAIN } from './simulated-domain.js';

const SEQUENCES = 5000;

/** The rig is checked: a simulation that finds none of these would find nothing else either. */
describe('the simulation', () => {
  const { seed, isTold } = asked();
  const rows: string[] = [];
  afterAll(() => {
    if (isTold) process.stdout.write(`${rows.join('\n')}\n`);
  });

  it.each(Object.entries(PLANTED_BUGS))(
    'finds a domain that %s',
    (name, defect) => {
      const finding = simulate({ domain: withBug(defect), seed, sequences: SEQUENCES, shrinks: isTold });
      rows.push(rowOf(name, finding));
      expect(finding?.code).toBeDefined();
      expect(finding?.code).not.toBe('thrown');
      // It is the planted bug that was found, and not one of the domain's own.
      expect(finding === undefined ? 'nothing' : tell(finding.history, THE_DOMAIN).code).toBe('none');
    },
    600_000,
  );
});

function rowOf(name: string, finding: Finding | undefined): string {
  if (finding === undefined) return `  NOT FOUND  ${name}`;
  const { code, after, history } = finding;
  const found = `after ${String(after).padStart(4)} sequences, ${String(history.steps.length)} steps`;
  return `  ${code.padEnd(28)} ${found.padEnd(32)} ${name}`;
}
