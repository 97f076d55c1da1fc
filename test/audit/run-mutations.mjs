// Spoils exports in every way that is known, and looks whether the verifier finds it; and leaves others alone, and
// looks whether it raises no alarm.
import { verifyBundle, verifyLines } from '../../libs/audit/verify/kuittaus-verify.mjs';
import { CUT, FOREIGN, FORK, MUTATIONS } from './mutations.mjs';
import { linesOf } from './lines.mjs';
import { LOG_KEY, randomOf, RECEIPT_KEYS, WITNESS_KEY, World } from './world.mjs';

const SELECTIONS = ['log', 'period', 'decision', 'client', 'system'];
const TRUST = { keys: [LOG_KEY.text, WITNESS_KEY.text], receiptKeys: RECEIPT_KEYS };
/** Each log is used for so many exports: to make one costs more than to spoil it. */
const USES = 20;
const ENTRIES = 120;

async function exportOf(seed, asked) {
  const world = new World(seed, 20 + (seed % ENTRIES));
  const bundle = await world.export(asked);
  // A system that nothing was recorded in yet has no entry to spoil.
  return bundle.entries.length > 0 ? { world, bundle } : exportOf(seed + 1, asked);
}

const CASES = [
  ...Object.entries(MUTATIONS).map(([name, make]) => ({ name, make, trust: () => TRUST })),
  FORK,
  CUT,
  FOREIGN,
];

/**
 * @param count of changes
 * @returns how many there were of each kind, and what was not found or found without a place
 */
export async function runMutations(count, seed = 1) {
  const made = Object.fromEntries(CASES.map(({ name }) => [name, 0]));
  const missed = [];
  const random = randomOf(seed);
  let [given, uses] = [undefined, 0];
  for (let done = 0; done < count;) {
    if (uses % USES === 0) {
      given = await exportOf(seed * 1_000_000 + uses, SELECTIONS[(uses / USES) % SELECTIONS.length]);
    }
    uses += 1;
    const few = [random.pick(CASES), random.pick(CASES), random.pick(CASES)];
    // Some can be done to few exports only: what was done least often goes first.
    const { name, make, trust } = few.reduce((one, other) =>
      made[other.name] < made[one.name] ? other : one,
    );
    const bundle = await make({ bundle: structuredClone(given.bundle), world: given.world, random });
    const isChanged = bundle !== undefined && (make === CUT.make || !isSame(bundle, given.bundle));
    if (!isChanged) continue;
    made[name] += 1;
    done += 1;
    for (const [form, fault] of await faultsOf(bundle, trust(given))) {
      if (fault !== undefined && fault.place !== '') continue;
      const selection = bundle.manifest.selection.type;
      missed.push({ name, form, selection, seed: seed * 1_000_000 + uses, fault });
    }
  }
  return { made, missed };
}

/** What is found in each of the forms that such an export can have. */
async function faultsOf(bundle, trust) {
  const found = [['object', verifyBundle(bundle, trust).fault]];
  const lines = linesOf(bundle);
  if (lines !== undefined) found.push(['lines', (await verifyLines(lines, trust)).fault]);
  return found;
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** @returns what was found wrong with exports that nobody touched */
export async function runCleanExports(count, seed = 1) {
  const alarms = [];
  for (let done = 0; done < count; done++) {
    const asked = SELECTIONS[done % SELECTIONS.length];
    const { world, bundle } = await exportOf(seed * 7_000_000 + done, asked);
    // As a reader gets it: through a file.
    const read = JSON.parse(JSON.stringify(bundle));
    const held = [world.checkpoints[done % world.checkpoints.length].note];
    for (const [form, fault] of await faultsOf(read, { ...TRUST, held })) {
      if (fault !== undefined) alarms.push({ asked, form, seed: seed * 7_000_000 + done, fault });
    }
  }
  return alarms;
}
