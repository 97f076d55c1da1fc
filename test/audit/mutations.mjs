// What somebody might do to an export, or to the log behind it. Each liar puts right what anybody can compute
// (digests, counts), so that only the proofs, the signatures and the log's own words are left to find it by.
import { createHash } from 'node:crypto';
import {
  checkpointText,
  consistencyProof,
  cosign,
  EMPTY_TREE,
  growTree,
  inclusionProofs,
  leafHash,
  rootOf,
  signatureLine,
  signCheckpoint,
} from '#audit';
import { keyOf, LOG_KEY, payloadOf, privateKeyOf, receiptOf, WITNESS_KEY } from './world.mjs';

const digest = (lines) => createHash('sha256').update(lines.join('\n')).digest('hex');

/** The manifest as it should be for what is in the bundle now. */
function refit(bundle) {
  const { manifest, entries, checkpoints, receipts } = bundle;
  manifest.entries = entries.length;
  manifest.digests = {
    entries: digest(entries.map(({ body }) => body)),
    checkpoints: digest(checkpoints),
    receipts: digest(receipts),
  };
  return bundle;
}

const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};

function changeEntry({ bundle, random }, change) {
  const chosen = random.pick(bundle.entries);
  const entry = JSON.parse(chosen.body);
  change(entry);
  chosen.body = canonical(entry);
  return refit(bundle);
}

const flip = (text, at) => {
  const bytes = Buffer.from(text, 'base64');
  bytes[at % bytes.length] ^= 1 << (at % 8);
  return bytes.toString('base64');
};

/** Does something to one proof of the bundle. */
function changeProof({ bundle, random }, change) {
  const proofs = [...bundle.entries, ...bundle.neighbours, ...bundle.consistency]
    .filter(({ proof, from }) => proof !== undefined && proof.length > 0 && from !== 0)
    .map((holder) => holder);
  if (proofs.length === 0) return undefined;
  const holder = random.pick(proofs);
  holder.proof = change(holder.proof);
  return bundle;
}

const noteText = (note) => note.slice(0, note.lastIndexOf('\n\n') + 1);
const signatureLines = (note) =>
  note
    .slice(note.lastIndexOf('\n\n') + 2)
    .split('\n')
    .slice(0, -1);
const aHash = (random) => createHash('sha256').update(random.id()).digest('base64');

function changeNote({ bundle, random }, change) {
  const at = random.below(bundle.checkpoints.length);
  bundle.checkpoints[at] = change(bundle.checkpoints[at], at);
  return refit(bundle);
}

/** The whole log anew from changed bodies, under keys of the liar's choice: what the database's owner can do. */
async function rewrite({ bundle, world, random }, { logKey, cosigner }) {
  const bodies = [...world.bodies];
  const own = bundle.entries.map(({ index }) => index);
  const victim = random.pick(own);
  const entry = JSON.parse(bodies[victim]);
  bodies[victim] = canonical({ ...entry, who: { type: 'app', id: 'somebody-else' } });
  const hashes = bodies.map((body) => leafHash(Buffer.from(body)));
  const { nodes } = growTree(EMPTY_TREE, hashes);
  const known = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  const read = async (wanted) =>
    wanted.map(({ level, index }) => (level === 0 ? hashes[index] : known.get(`${level}/${index}`)));
  const size = bodies.length;
  bundle.checkpoints = world.checkpoints.map((checkpoint) => {
    const tree = {
      size: checkpoint.size,
      root: rootOf(growTree(EMPTY_TREE, hashes.slice(0, checkpoint.size)).frontier),
    };
    const note = signCheckpoint(logKey, tree);
    const line =
      cosigner && signatureLine(cosign(cosigner, noteText(note), new Date('2026-12-16T06:00:00Z')));
    return note + (line ?? '');
  });
  for (const proof of bundle.consistency) {
    proof.proof = (await consistencyProof(proof.from, proof.to, read)).map((hash) => hash.toString('base64'));
  }
  for (const held of [...bundle.entries, ...bundle.neighbours]) {
    held.body = bodies[held.index];
    if (held.proof === undefined) continue;
    const [proof] = await inclusionProofs([held.index], size, read);
    held.proof = proof.map((hash) => hash.toString('base64'));
  }
  return refit(bundle);
}

const STRANGER = keyOf('log', LOG_KEY.name, 'stranger');
const OTHER_WITNESS = keyOf('witness', WITNESS_KEY.name, 'other witness');

/** Each gives the bundle as it was made, or undefined where it cannot be done to this one. */
export const MUTATIONS = {
  'edit: a character of an entry': ({ bundle, random }) => {
    const chosen = random.pick(bundle.entries);
    const at = random.below(chosen.body.length);
    const code = chosen.body.charCodeAt(at);
    chosen.body =
      chosen.body.slice(0, at) + String.fromCharCode((code ^ 1) & 127 || 48) + chosen.body.slice(at + 1);
    return refit(bundle);
  },
  'edit: who it was': (given) => changeEntry(given, (entry) => (entry.who = { type: 'app', id: 'nobody' })),
  'edit: a field more': (given) =>
    changeEntry(given, (entry) => (entry.facts = { ...entry.facts, extra: 1 })),
  'edit: the place': (given) => changeEntry(given, (entry) => (entry.index += 1)),
  're-date: when it happened': (given) =>
    changeEntry(given, (entry) => (entry.at = new Date(Date.parse(entry.at) - 60_000).toISOString())),
  're-date: when it was logged': (given) =>
    changeEntry(given, (entry) => (entry.loggedAt = new Date(Date.parse(entry.loggedAt) + 1).toISOString())),
  'drop: an entry': ({ bundle, random }) => {
    if (bundle.manifest.selection.type === 'system') return undefined;
    bundle.entries.splice(random.below(bundle.entries.length), 1);
    return refit(bundle);
  },
  'insert: an entry twice': ({ bundle, random }) => {
    const at = random.below(bundle.entries.length);
    bundle.entries.splice(at, 0, structuredClone(bundle.entries[at]));
    return refit(bundle);
  },
  'insert: a forged entry': ({ bundle, random }) => {
    const at = random.below(bundle.entries.length);
    const forged = structuredClone(bundle.entries[at]);
    forged.index += 1;
    forged.body = canonical({ ...JSON.parse(forged.body), index: forged.index, id: '999' });
    bundle.entries.splice(at + 1, 0, forged);
    return refit(bundle);
  },
  'swap: two entries': ({ bundle, random }) => {
    if (bundle.entries.length < 2) return undefined;
    const at = random.below(bundle.entries.length - 1);
    const [first, second] = bundle.entries.splice(at, 2);
    bundle.entries.splice(at, 0, second, first);
    return refit(bundle);
  },
  'swap: the bodies of two entries': ({ bundle, random }) => {
    if (bundle.entries.length < 2) return undefined;
    const at = random.below(bundle.entries.length - 1);
    const [first, second] = [bundle.entries[at], bundle.entries[at + 1]];
    [first.body, second.body] = [second.body, first.body];
    return refit(bundle);
  },
  'cut: the last entries': ({ bundle, random }) => {
    if (bundle.manifest.selection.type === 'system') return undefined;
    bundle.entries.length -= 1 + random.below(Math.min(5, bundle.entries.length));
    return refit(bundle);
  },
  'cut: back to an older checkpoint': async ({ bundle, world }) => {
    if (bundle.checkpoints.length < 2) return undefined;
    bundle.checkpoints.pop();
    const { from: size } = bundle.consistency.pop();
    bundle.manifest.size = size;
    const keep = ({ index }) => index < size;
    bundle.entries = bundle.entries.filter(keep);
    bundle.neighbours = bundle.neighbours.filter(keep);
    const all = [...bundle.entries, ...bundle.neighbours].filter(({ proof }) => proof !== undefined);
    const leaves = await world.leaves(
      all.map(({ index }) => index),
      size,
    );
    all.forEach((entry, at) => (entry.proof = leaves[at].proof.map((hash) => hash.toString('base64'))));
    return refit(bundle);
  },
  'leave out: entries here and there': ({ bundle, random }) => {
    if (bundle.manifest.selection.type === 'system') return undefined;
    const before = bundle.entries.length;
    const doomed = random.below(before);
    bundle.entries = bundle.entries.filter((_, at) => at !== doomed && random.below(4) > 0);
    return refit(bundle);
  },
  'leave out: a neighbour': ({ bundle, random }) => {
    if (bundle.neighbours.length === 0 || bundle.manifest.selection.type === 'log') return undefined;
    const isOwn = ({ body }) => JSON.parse(body).facts?.export === bundle.manifest.export;
    const inEntries = bundle.entries.some(isOwn);
    if (bundle.manifest.selection.type !== 'period' && inEntries) return undefined;
    bundle.neighbours.splice(random.below(bundle.neighbours.length), 1);
    return bundle;
  },
  'leave out: a decision of the client': ({ bundle, random }) => {
    const { selection } = bundle.manifest;
    if (selection.type !== 'client' || selection.decisions.length < 2) return undefined;
    const [gone] = selection.decisions.splice(random.below(selection.decisions.length), 1);
    bundle.entries = bundle.entries.filter(({ body }) => JSON.parse(body).decision.id !== gone.decisionId);
    return refit(bundle);
  },
  'widen: another period': ({ bundle, random }) => {
    const { selection } = bundle.manifest;
    if (selection.type !== 'period') return undefined;
    selection.until = new Date(Date.parse(selection.until) + 1 + random.below(1e9)).toISOString();
    return bundle;
  },
  'sign: with another key': ({ bundle }) => {
    bundle.checkpoints = bundle.checkpoints.map((note) => {
      const [, size, root] = noteText(note).split('\n');
      return signCheckpoint(STRANGER, { size: Number(size), root: Buffer.from(root, 'base64') });
    });
    bundle.policy = `log ${STRANGER.text}\nquorum none\n`;
    return refit(bundle);
  },
  'rewrite: with another key': (given) => rewrite(given, { logKey: STRANGER, cosigner: OTHER_WITNESS }),
  'rewrite: with the log’s key and no witness': (given) => rewrite(given, { logKey: LOG_KEY }),
  'rewrite: with the log’s key and a false witness': (given) =>
    rewrite(given, { logKey: LOG_KEY, cosigner: OTHER_WITNESS }),
  'rewrite: with the log’s key and the witness’s old lines': async (given) => {
    const { world } = given;
    const bundle = await rewrite(given, { logKey: LOG_KEY });
    bundle.checkpoints = bundle.checkpoints.map(
      (note, at) => `${note}${signatureLines(world.checkpoints[at].note)[1]}\n`,
    );
    return refit(bundle);
  },
  'note: another size': (given) =>
    changeNote(given, (note) => note.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`)),
  'note: another root': (given) =>
    changeNote(given, (note) => note.replace(/\n(\S{44})\n/, (_, root) => `\n${flip(root, 7)}\n`)),
  'note: another origin': (given) => changeNote(given, (note) => note.replace('kuittaus', 'kuittays')),
  'note: a signature changed': (given) =>
    changeNote(given, (note) => {
      const lines = signatureLines(note);
      const [dash, name, bytes] = given.random.pick(lines).split(' ');
      const changed = `${dash} ${name} ${flip(bytes, 4 + given.random.below(60))}`;
      return note.replace(`${dash} ${name} ${bytes}`, changed);
    }),
  'note: seventeen signatures': (given) =>
    changeNote(given, (note) => note + `${signatureLines(note)[0]}\n`.repeat(16)),
  'note: the witness’s line taken off the newest': ({ bundle }) => {
    const last = bundle.checkpoints.length - 1;
    const note = bundle.checkpoints[last];
    bundle.checkpoints[last] = `${noteText(note)}\n${signatureLines(note)[0]}\n`;
    return refit(bundle);
  },
  'note: checkpoints in another order': ({ bundle }) => {
    if (bundle.checkpoints.length < 2) return undefined;
    bundle.checkpoints.reverse();
    return refit(bundle);
  },
  'proof: a bit of it': (given) =>
    changeProof(given, (proof) => {
      const at = given.random.below(proof.length);
      return proof.with(at, flip(proof[at], given.random.below(256)));
    }),
  'proof: too long': (given) =>
    changeProof(given, (proof) =>
      proof.toSpliced(given.random.below(proof.length + 1), 0, aHash(given.random)),
    ),
  'proof: far too long': (given) =>
    changeProof(given, (proof) => [...proof, ...Array.from({ length: 1_000 }, () => aHash(given.random))]),
  'proof: too short': (given) =>
    changeProof(given, (proof) => proof.toSpliced(given.random.below(proof.length), 1)),
  'proof: none': (given) => changeProof(given, () => []),
  'proof: hashes of another length': (given) =>
    changeProof(given, (proof) => proof.with(0, Buffer.alloc(31).toString('base64'))),
  'proof: a consistency proof less': ({ bundle }) => {
    if (bundle.consistency.length === 0) return undefined;
    bundle.consistency.pop();
    return bundle;
  },
  'manifest: another purpose': ({ bundle }) => {
    bundle.manifest.purpose = 'something-else';
    return bundle;
  },
  'manifest: another time': ({ bundle }) => {
    if (bundle.manifest.selection.type === 'client') return undefined;
    bundle.manifest.exportedAt = '2027-01-01T00:00:00.000Z';
    return bundle;
  },
  'manifest: another export': ({ bundle, random }) => {
    bundle.manifest.export = random.id();
    return bundle;
  },
  'receipt: says that all is recorded': ({ bundle, world }) => {
    const open = [...world.decisions].find(
      ({ decisionId, tasks }) =>
        bundle.receipts.length > 0 &&
        [bundle.manifest.selection, ...(bundle.manifest.selection.decisions ?? [])].some(
          (asked) => asked.decisionId === decisionId,
        ) &&
        tasks.some(({ states }) => !states.includes('confirmed')),
    );
    if (open === undefined) return undefined;
    const tasks = open.tasks.map((task) => ({ ...task, states: ['confirmed'] }));
    bundle.receipts = [...bundle.receipts, receiptOf(payloadOf({ ...open, tasks }))];
    return refit(bundle);
  },
  'receipt: signed by somebody else': ({ bundle, world }) => {
    if (bundle.receipts.length === 0) return undefined;
    const [decision] = world.decisions;
    bundle.receipts = [receiptOf(payloadOf(decision), privateKeyOf('stranger'))];
    return refit(bundle);
  },
  'receipt: left out': ({ bundle, random }) => {
    if (bundle.receipts.length === 0) return undefined;
    bundle.receipts.splice(random.below(bundle.receipts.length), 1);
    return refit(bundle);
  },
  'client: another one': ({ bundle, random }) => {
    if (bundle.clients.length === 0) return undefined;
    bundle.clients[0].salt = random.id();
    return bundle;
  },
};

/** Two readers are shown two logs: the second one holds a checkpoint of the first. No witness is known to either. */
export const FORK = {
  name: 'fork: for a reader who holds a checkpoint of the other',
  async make(given) {
    return rewrite(given, { logKey: LOG_KEY });
  },
  trust: ({ world }) => ({ keys: [LOG_KEY.text], held: [world.checkpoints.at(-1).note] }),
};

/** The log has forgotten its end since the reader got a checkpoint of it. */
export const CUT = {
  name: 'cut: for a reader who holds a later checkpoint',
  make: async ({ bundle }) => bundle,
  trust: ({ world }) => {
    const tree = { size: world.bodies.length + 5, root: Buffer.alloc(32, 1) };
    return { keys: [LOG_KEY.text, WITNESS_KEY.text], held: [signCheckpoint(LOG_KEY, tree)] };
  },
};

/** The checkpoint’s text is signed, and is of another log that has the same key. */
export const FOREIGN = {
  name: 'foreign: a checkpoint of another origin under the same key',
  make: async ({ bundle }) => {
    const [, size, root] = noteText(bundle.checkpoints.at(-1)).split('\n');
    const text = checkpointText({
      origin: 'other.example/log',
      size: Number(size),
      root: Buffer.from(root, 'base64'),
    });
    const signature = LOG_KEY.sign(Buffer.from(text));
    const line = signatureLine({ name: LOG_KEY.name, id: LOG_KEY.id, signature });
    bundle.checkpoints[bundle.checkpoints.length - 1] = `${text}\n${line}`;
    return refit(bundle);
  },
  trust: () => ({ keys: [LOG_KEY.text] }),
};
