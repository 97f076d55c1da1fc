import { readFileSync } from 'node:fs';
import { ROOT } from './places.mjs';
import { Fault } from './progress.mjs';

/** @throws {Fault} when this Node is older than package.json says */
export function requireNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'));
  const oldest = engines.node.replace('>=', '');
  if (compare(version, oldest) < 0) {
    throw new Fault(`Kuittaus needs Node.js ${oldest} or newer; this is ${version}.`);
  }
}

/** Negative when `a` is the older of the two. */
function compare(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
