import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The contract's own house; it stands beside the checkout where the project is developed, not in a clone. */
const ORIGINALS = '../shared';
const COPIES = [
  { copy: 'test/contract/cases', original: 'contract/cases' },
  { copy: 'test/contract/decision-event.schema.json', original: 'contract/decision-event.schema.json' },
  { copy: 'bench/baseline', original: 'bench/baseline' },
];

const leftOut = existsSync(ORIGINALS) ? '' : ` (left out: ${ORIGINALS} is not here to compare with)`;

describe('what is copied from the contract', () => {
  it.each(COPIES)(`$copy is byte for byte the original${leftOut}`, ({ copy, original }) => {
    if (leftOut) return;
    expect(contentsOf(copy)).toEqual(contentsOf(path.join(ORIGINALS, original)));
  });

  it('has content to compare', () => {
    for (const { copy } of COPIES) expect(contentsOf(copy).size).toBeGreaterThan(0);
    expect(contentsOf('test/contract/cases').size).toBeGreaterThan(20);
  });
});

/** File name → bytes, of a folder or of one file; installed packages are nobody's copy. */
function contentsOf(place: string): Map<string, string> {
  if (place.endsWith('.json')) return new Map([['', readFileSync(place, 'base64')]]);
  return new Map(
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(place, file), readFileSync(file, 'base64')]),
  );
}
