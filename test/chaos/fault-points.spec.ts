import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_POINTS } from '#observability';

const PRODUCT = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file.includes('/src/') && !file.endsWith('spec.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
);
const PASSED = new Set(
  PRODUCT.flatMap((text) => [...text.matchAll(/\bfaultPoint\('([^']+)'\)/g)].map(([, name]) => name)),
);

describe('the fault points', () => {
  it.each(FAULT_POINTS)('%s is passed somewhere in the product', (point) => {
    expect(PASSED).toContain(point);
  });
});
