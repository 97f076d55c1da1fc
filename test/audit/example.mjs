// The example bundle of docs/audit-format.md, of test persons' decisions alone; always the same bytes.
//
//   node test/audit/example.mjs      writes it anew beside this file
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LOG_KEY, WITNESS_KEY, World } from './world.mjs';

const SEED = 2026;
const ENTRIES = 24;

export async function makeExample() {
  const world = new World(SEED, ENTRIES);
  const bundle = await world.export('decision');
  return {
    bundle: `${JSON.stringify(bundle, null, 2)}\n`,
    keys: `log ${LOG_KEY.text}\nwitness ${WITNESS_KEY.name} ${WITNESS_KEY.text}\nquorum ${WITNESS_KEY.name}\n`,
    checkpoint: world.checkpoints[0].note,
  };
}

const place = (name) => fileURLToPath(new URL(name, import.meta.url));

async function writeExample() {
  const { bundle, keys, checkpoint } = await makeExample();
  writeFileSync(place('example-bundle.json'), bundle);
  writeFileSync(place('example-policy.txt'), keys);
  writeFileSync(place('example-held-checkpoint.txt'), checkpoint);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void writeExample();
