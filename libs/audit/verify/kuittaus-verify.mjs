#!/usr/bin/env node
// Verifies an export of the audit log of Kuittaus: offline, with nothing but Node (20 or newer) and this one file.
// It shares no code with the log. What a bundle is, and how to do this by hand: docs/audit-format.md.
//
//   node kuittaus-verify.mjs bundle.json --key log.vkey --key witness.vkey [--checkpoint held.txt] [--lang en]
//
// Exit code 0: all of it holds under the keys given. 1: something does not. 2: nothing could be said (wrong call,
// unreadable file, or no keys given: a bundle that brings its own keys proves nothing about who made it).
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TextDecoder } from 'node:util';

const VERIFIER_KEY = /[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}/g;
const FINAL = ['confirmed', 'attested', 'withheld', 'cancelled', 'superseded'];
const sha256 = (...parts) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((p) => Buffer.from(p))))
    .digest();
const digest = (lines) => createHash('sha256').update(lines.join('\n')).digest('hex');
const leafOf = (body) => sha256([0], Buffer.from(body, 'utf8'));
const node = (left, right) => sha256([1], left, right);

/** A proof, a note or a body that is not what it has to be. */
class Wrong extends Error {
  constructor(code, place = '') {
    super(code);
    Object.assign(this, { code, place });
  }
}
const must = (holds, code, place) => {
  if (!holds) throw new Wrong(code, place);
};

// Trees: RFC 6962, 2.1, by its own recursion.

/** The largest power of two below n. */
function split(n) {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function rootByPath(leaf, index, size, path) {
  if (size === 1) return path.length === 0 ? leaf : undefined;
  const [rest, sibling, k] = [path.slice(0, -1), path.at(-1), split(size)];
  if (sibling === undefined) return undefined;
  const inner = index < k ? rootByPath(leaf, index, k, rest) : rootByPath(leaf, index - k, size - k, rest);
  if (inner === undefined) return undefined;
  return index < k ? node(inner, sibling) : node(sibling, inner);
}

/** @returns the roots of the old and of the new tree that the proof stands for */
function rootsByProof(old, size, proof, oldRoot) {
  if (old === size) {
    const own = oldRoot ?? proof[0];
    return proof.length === (oldRoot === undefined ? 1 : 0) ? [own, own] : undefined;
  }
  const [rest, last, k] = [proof.slice(0, -1), proof.at(-1), split(size)];
  if (last === undefined) return undefined;
  const roots =
    old <= k ? rootsByProof(old, k, rest, oldRoot) : rootsByProof(old - k, size - k, rest, undefined);
  if (roots === undefined) return undefined;
  return old <= k ? [roots[0], node(roots[1], last)] : [node(last, roots[0]), node(last, roots[1])];
}

const hashIn = (text, place) => {
  const hash = Buffer.from(String(text), 'base64');
  must(hash.length === 32 && hash.toString('base64') === text, 'not-a-hash', place);
  return hash;
};

// Notes: C2SP signed-note, tlog-checkpoint, tlog-cosignature.

function keyIn(text) {
  const [name, id] = text.split('+', 2);
  const bytes = Buffer.from(text.slice(name.length + id.length + 2), 'base64');
  const known = bytes.length === 33 && (bytes[0] === 1 || bytes[0] === 4);
  must(known && sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex') === id, 'not-a-key', name);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  return { name, id, text, type: bytes[0] === 1 ? 'log' : 'witness', publicKey };
}

function noteIn(note, place) {
  must(typeof note === 'string' && note.endsWith('\n') && note.length < 65_536, 'not-a-note', place);
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin, size, root, ...rest] = text.split('\n');
  must(end > 0 && /^(0|[1-9][0-9]{0,15})$/.test(size) && rest.at(-1) === '', 'not-a-note', place);
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map((line) => {
      const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
      must(name !== undefined, 'not-a-note', place);
      const bytes = Buffer.from(encoded, 'base64');
      return { name, id: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) };
    });
  must(signatures.length <= 16, 'too-many-signatures', place);
  return { text, origin, size: Number(size), root: hashIn(root, place), signatures, place };
}

/** @returns who signed; a known key's signature that does not hold spoils the note */
function signersOf(note, keys) {
  const signers = { log: [], witness: [] };
  for (const { name, id, bytes } of note.signatures) {
    const key = keys.find((known) => known.name === name && known.id === id);
    if (key === undefined) continue;
    const isWitness = key.type === 'witness';
    must(bytes.length === (isWitness ? 72 : 64), 'signature-wrong', note.place);
    const time = isWitness ? Number(bytes.readBigUInt64BE()) : undefined;
    const text = isWitness ? `cosignature/v1\ntime ${time}\n${note.text}` : note.text;
    const holds = verifySignature(null, Buffer.from(text), key.publicKey, bytes.subarray(isWitness ? 8 : 0));
    must(holds, isWitness ? 'cosignature-wrong' : 'signature-wrong', note.place);
    signers[key.type].push({ name, ...(isWitness ? { time: new Date(time * 1000).toISOString() } : {}) });
  }
  must(
    signers.log.some(({ name }) => name === note.origin),
    'not-signed',
    note.place,
  );
  return signers;
}

/** RFC 8785. */
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};

// The parts of a bundle. Each throws the first thing that is wrong in its part, by name.

function checkpointsOf(bundle, keys) {
  const notes = bundle.checkpoints.map((note, at) => {
    const parsed = noteIn(note, `checkpoint ${at + 1}`);
    return { ...parsed, place: `checkpoint ${at + 1}, size ${parsed.size}` };
  });
  must(notes.length > 0, 'no-checkpoint', 'checkpoints');
  notes.forEach((note, at) => {
    must(note.origin === notes[0].origin && note.origin === bundle.manifest.origin, 'other-log', note.place);
    must(at === 0 || note.size > notes[at - 1].size, 'checkpoints-not-in-order', note.place);
    note.signers = signersOf(note, keys);
  });
  const head = notes.at(-1);
  if (keys.some(({ type }) => type === 'witness')) {
    must(head.signers.witness.length > 0, 'not-cosigned', head.place);
  }
  return notes;
}

function checkConsistency(bundle, notes) {
  must(bundle.consistency.length === notes.length - 1, 'consistency-missing', 'consistency');
  notes.slice(1).forEach((newer, at) => {
    const [older, given] = [notes[at], bundle.consistency[at]];
    const place = `consistency ${older.size} -> ${newer.size}`;
    must(given.from === older.size && given.to === newer.size, 'consistency-missing', place);
    const proof = given.proof.map((hash) => hashIn(hash, place));
    if (older.size === 0) return must(proof.length === 0, 'inconsistent', place);
    const roots = rootsByProof(older.size, newer.size, proof, older.root);
    must(roots?.[0].equals(older.root) && roots[1].equals(newer.root), 'inconsistent', place);
  });
}

function parsed(text, place) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong('entry-form', place);
  }
}

function entryIn({ index, body, proof }, head) {
  const place = `entry ${index}`;
  must(Number.isSafeInteger(index) && index >= 0 && index < head.size, 'entry-beyond-tree', place);
  must(typeof body === 'string', 'entry-changed', place);
  if (proof !== undefined) {
    const path = proof.map((hash) => hashIn(hash, place));
    must(rootByPath(leafOf(body), index, head.size, path)?.equals(head.root), 'entry-changed', place);
  }
  const entry = parsed(body, place);
  must(entry.schema === 'kuittaus-audit-entry/1' && canonical(entry) === body, 'entry-form', place);
  must(entry.index === index, 'entry-moved', place);
  return { ...entry, place, proven: proof !== undefined };
}

/** All leaves, hashed up: at the size of each checkpoint its root must come out. */
function checkRoots({ entries }, notes) {
  const stack = [];
  const rootOf = () =>
    stack.length === 0 ? sha256() : stack.reduceRight((right, left) => node(left, right));
  let done = 0;
  for (const { size, root } of notes) {
    const place = `entries ${done} to ${size - 1}`;
    for (; done < size; done++) {
      let hash = leafOf(entries[done].body);
      for (let rest = done; rest % 2 === 1; rest = (rest - 1) / 2) hash = node(stack.pop(), hash);
      stack.push(hash);
    }
    must(rootOf().equals(root), 'entries-not-of-root', place);
  }
}

function entriesOf(bundle, notes) {
  const head = notes.at(-1);
  const isWhole = bundle.manifest.selection.type === 'log';
  const entries = bundle.entries.map((entry) => entryIn(entry, head));
  const all = [...entries, ...bundle.neighbours.map((entry) => entryIn(entry, head))];
  entries.forEach((entry, at) => {
    must(at === 0 || entry.index > entries[at - 1].index, 'entries-not-in-order', entry.place);
  });
  if (isWhole) {
    entries.forEach((entry, at) => must(entry.index === at, 'entry-left-out', `entry ${at}`));
    must(entries.length === head.size, 'entry-left-out', `entry ${entries.length}`);
    checkRoots(bundle, notes);
  } else {
    all.forEach((entry) => must(entry.proven, 'proof-missing', entry.place));
  }
  const byIndex = all.toSorted((a, b) => a.index - b.index);
  byIndex.forEach((entry, at) => {
    must(!Number.isNaN(Date.parse(entry.loggedAt)), 'entry-form', entry.place);
    must(at === 0 || byIndex[at - 1].loggedAt <= entry.loggedAt, 'time-goes-back', entry.place);
  });
  return entries;
}

const nameOf = ({ team, decisionId }) => `${team}/${decisionId}`;
const decisionOf = ({ decision }) => (decision === undefined ? undefined : `${decision.team}/${decision.id}`);

/** What was asked for is all there, as far as the log itself can show it. */
function checkSelection(bundle, entries, head) {
  const { selection } = bundle.manifest;
  switch (selection.type) {
    case 'log':
      return;
    case 'period':
      return checkPeriod(bundle, entries, head);
    case 'decision':
      return checkChains([selection], bundle, entries);
    case 'client':
      return checkChains(selection.decisions, bundle, entries);
    case 'system':
      return entries.forEach((entry) => {
        must(entry.to?.system === selection.system, 'entry-not-asked-for', entry.place);
      });
    default:
      throw new Wrong('malformed', 'manifest.selection');
  }
}

function checkPeriod({ manifest: { selection }, neighbours }, entries, head) {
  const { from, until } = selection;
  const near = neighbours.map(({ body }) => JSON.parse(body)).sort((a, b) => a.index - b.index);
  const before = near.findLast((entry) => entry.loggedAt < from);
  const after = near.find((entry) => entry.loggedAt >= until);
  let next = before === undefined ? 0 : before.index + 1;
  for (const entry of entries) {
    must(entry.loggedAt >= from && entry.loggedAt < until, 'entry-not-asked-for', entry.place);
    must(entry.index === next, 'entry-left-out', `entry ${next}`);
    next += 1;
  }
  must(next === (after === undefined ? head.size : after.index), 'entry-left-out', `entry ${next}`);
}

/** The log itself says what was exported, when and why: the manifest cannot say otherwise. */
function checkOwnEntries({ manifest, entries, neighbours }) {
  const bodies = [...entries, ...neighbours].map(({ body }) => JSON.parse(body));
  const isOwn = ({ kind, facts }) => kind === 'audit.exported' && facts?.export === manifest.export;
  const own = new Map(bodies.filter(isOwn).map((entry) => [entry.index, entry]));
  must(own.size > 0, 'export-not-on-log', 'manifest.export');
  const { type, ...asked } = manifest.selection;
  const selection = type === 'client' ? { type, decisions: asked.decisions.length } : manifest.selection;
  for (const { index, at, facts } of own.values()) {
    const isSame = canonical(facts.selection) === canonical(selection) && facts.purpose === manifest.purpose;
    must(isSame, 'manifest-not-as-logged', `entry ${index}`);
    must(type === 'client' || at === manifest.exportedAt, 'manifest-not-as-logged', `entry ${index}`);
  }
}

/** The entries of a decision are numbered, and the last of them is that of this very export. */
function checkChains(decisions, { manifest, clients }, entries) {
  const names = decisions.map(nameOf);
  must(manifest.selection.type !== 'client' || clients.length > 0, 'other-client', 'clients');
  entries.forEach((entry) => must(names.includes(decisionOf(entry)), 'entry-not-asked-for', entry.place));
  const commitments = clients.map(({ salt, key }) => sha256(Buffer.from(salt, 'hex'), key).toString('hex'));
  for (const name of names) {
    const own = entries.filter((entry) => decisionOf(entry) === name);
    checkOrdinals(name, own);
    const last = own.at(-1);
    const isOwn = last?.kind === 'audit.exported' && last.facts?.export === manifest.export;
    must(isOwn, 'export-not-on-log', `decision ${name}, after entry ${last?.index ?? '-'}`);
    for (const { about, place } of own) {
      must(commitments.length === 0 || commitments.includes(about?.client), 'other-client', place);
    }
  }
}

function checkOrdinals(name, own) {
  own.forEach((entry, at) => {
    must(entry.decision.ordinal === at + 1, 'entry-left-out', `decision ${name}, its entry number ${at + 1}`);
  });
}

function chainsOf(entries) {
  const chains = new Map();
  for (const entry of entries.filter(({ decision }) => decision !== undefined)) {
    const name = decisionOf(entry);
    chains.set(name, [...(chains.get(name) ?? []), entry]);
  }
  return chains;
}

/** Every task was planned before anything else was said of it, and has an end or is open. */
function tasksOf(entries) {
  const tasks = new Map();
  for (const { task, kind, outcome, place } of entries) {
    if (task === undefined) continue;
    must(tasks.has(task) || kind === 'task.planned', 'task-not-planned', `${place}, task ${task}`);
    const states = tasks.get(task) ?? [];
    tasks.set(task, outcome?.state === undefined ? states : [...states, outcome.state]);
    const isProven = kind !== 'task.confirmed' || outcome?.evidence !== undefined;
    must(isProven, 'confirmed-without-evidence', place);
  }
  return tasks;
}

/** What each receipt says of a task stands on the log as well. */
function checkReceipts(bundle, tasks, jwks) {
  const { selection } = bundle.manifest;
  const names = { decision: () => [nameOf(selection)], client: () => selection.decisions.map(nameOf) };
  const told = new Set();
  bundle.receipts.forEach((receipt, at) => {
    const place = `receipt ${at + 1}`;
    const [header, payload, signature] = String(receipt).split('.');
    const { alg, kid, typ } = JSON.parse(Buffer.from(header, 'base64url'));
    const key = jwks.find((jwk) => jwk.kid === kid && jwk.crv === 'Ed25519');
    must(alg === 'EdDSA' && typ === 'kuittaus-receipt+jws' && key !== undefined, 'receipt-wrong', place);
    const publicKey = createPublicKey({ key, format: 'jwk' });
    const signed = Buffer.from(`${header}.${payload}`);
    must(
      verifySignature(null, signed, publicKey, Buffer.from(signature, 'base64url')),
      'receipt-wrong',
      place,
    );
    const { team, decisionId, duties } = JSON.parse(Buffer.from(payload, 'base64url'));
    told.add(`${team}/${decisionId}`);
    for (const { task, state } of duties) {
      must(tasks.get(task)?.includes(state), 'receipt-says-more', `${place}, task ${task}`);
    }
  });
  for (const name of names[selection.type]?.() ?? []) {
    must(told.has(name), 'receipt-missing', `decision ${name}`);
  }
}

function checkManifest({ manifest, entries, checkpoints, receipts }, head) {
  must(manifest.size === head.size && manifest.entries === entries.length, 'manifest-differs', 'manifest');
  const { digests } = manifest;
  must(digests.entries === digest(entries.map(({ body }) => body)), 'manifest-differs', 'entries');
  must(digests.checkpoints === digest(checkpoints), 'manifest-differs', 'checkpoints');
  must(digests.receipts === digest(receipts), 'manifest-differs', 'receipts');
}

/** @returns how many of the checkpoints that the reader holds could be compared */
function checkHeld(held, notes, keys) {
  const newest = notes.at(-1);
  return held.filter((text, at) => {
    const note = noteIn(text, `held checkpoint ${at + 1}`);
    must(note.origin === newest.origin, 'other-log', note.place);
    signersOf(note, keys);
    must(note.size <= newest.size, 'log-was-cut', `${note.place}, size ${note.size}`);
    const same = notes.find(({ size }) => size === note.size);
    must(same === undefined || same.root.equals(note.root), 'forked', `${note.place}, size ${note.size}`);
    return same !== undefined;
  }).length;
}

/**
 * @param trust `keys`: verifier keys as texts; `held`: checkpoints the reader has from elsewhere; `receiptKeys`: a JWKS
 * @returns `fault`: the first thing that does not hold, with its place; `facts`; `unchecked`: codes
 */
export function verifyBundle(bundle, { keys = [], held = [], receiptKeys } = {}) {
  const unchecked = [];
  try {
    must(bundle?.format === 'kuittaus-audit-bundle/1', 'format', 'format');
    const trusted = (keys.length > 0 ? keys : (bundle.policy.match(VERIFIER_KEY) ?? [])).map(keyIn);
    if (keys.length === 0) unchecked.push('keys-from-bundle');
    if (!trusted.some(({ type }) => type === 'witness')) unchecked.push('no-witness');
    const notes = checkpointsOf(bundle, trusted);
    const head = notes.at(-1);
    checkConsistency(bundle, notes);
    const entries = entriesOf(bundle, notes);
    checkSelection(bundle, entries, head);
    const { type } = bundle.manifest.selection;
    const isByTask = type !== 'period' && type !== 'system';
    checkOwnEntries(bundle);
    if (type === 'log') chainsOf(entries).forEach((own, name) => checkOrdinals(name, own));
    const tasks = isByTask ? tasksOf(entries) : new Map();
    if (!isByTask) unchecked.push('tasks');
    if (type === 'system') unchecked.push('system-complete');
    if (type === 'client') unchecked.push('client-decisions');
    if (type === 'decision' || type === 'client') {
      checkReceipts(bundle, tasks, receiptKeys?.keys ?? bundle.receiptKeys.keys);
      if (receiptKeys === undefined) unchecked.push('receipt-keys-from-bundle');
    }
    checkManifest(bundle, head);
    const compared = checkHeld(held, notes, trusted);
    if (compared < held.length) unchecked.push('held-not-compared');
    if (held.length === 0) unchecked.push('no-held-checkpoint');
    unchecked.push('truth', 'before-the-log');
    const ended = [...tasks.values()].filter((states) => FINAL.includes(states.at(-1))).length;
    return {
      fault: undefined,
      facts: factsOf({ bundle, notes, entries, tasks, ended, compared }),
      unchecked,
    };
  } catch (error) {
    const isOurs = error instanceof Wrong;
    return {
      fault: isOurs ? { code: error.code, place: error.place } : { code: 'malformed', place: 'structure' },
      unchecked,
    };
  }
}

const factsOf = ({ bundle: { manifest }, notes, entries, tasks, ended, compared }) => ({
  origin: manifest.origin,
  size: notes.at(-1).size,
  selection: manifest.selection,
  exportedAt: manifest.exportedAt,
  checkpoints: notes.length,
  log: notes.at(-1).signers.log.map(({ name }) => name),
  witnesses: notes.at(-1).signers.witness,
  entries: entries.length,
  tasks: tasks.size,
  ended,
  open: tasks.size - ended,
  compared,
});

const TEXTS = {
  fi: {
    holds: 'PITÄÄ PAIKKANSA: kaikki alla oleva on todistettu annetuilla avaimilla.',
    selfConsistent: 'EI TODISTETTU: avaimia ei annettu. Tiedosto on vain ristiriidaton itsensä kanssa.',
    fails: ({ code, place }) =>
      `EI PIDÄ PAIKKAANSA: ${FAULTS[code]?.[0] ?? code}\n  kohta: ${place || '-'}\n  koodi: ${code}`,
    proven: 'Todistettu:',
    notChecked: 'EI tarkistettu:',
    facts: (f) => [
      `Loki ${f.origin}, ${f.size} merkintää; allekirjoittaja: ${f.log.join(', ')}`,
      ...f.witnesses.map(({ name, time }) => `Todistaja ${name} on nähnyt saman lokin ${time}`),
      `${f.checkpoints} tarkistuspistettä: loki on vain kasvanut niiden välillä`,
      `${f.entries} merkintää (${describe(f.selection)}), vienti ${f.exportedAt}: muuttamatta, oikeilla paikoillaan, aikajärjestyksessä`,
      ...(f.tasks > 0 ? [`${f.tasks} kirjaustehtävää: ${f.ended} päättynyt, ${f.open} avoinna`] : []),
      ...(f.compared > 0 ? [`${f.compared} muualta saatua tarkistuspistettä on samasta lokista`] : []),
    ],
  },
  en: {
    holds: 'HOLDS: everything below is proven under the keys that were given.',
    selfConsistent: 'NOT PROVEN: no keys were given. The file merely agrees with itself.',
    fails: ({ code, place }) =>
      `DOES NOT HOLD: ${FAULTS[code]?.[1] ?? code}\n  place: ${place || '-'}\n  code: ${code}`,
    proven: 'Proven:',
    notChecked: 'NOT checked:',
    facts: (f) => [
      `Log ${f.origin}, ${f.size} entries; signed by ${f.log.join(', ')}`,
      ...f.witnesses.map(({ name, time }) => `Witness ${name} saw the same log at ${time}`),
      `${f.checkpoints} checkpoint(s): the log only grew from each to the next`,
      `${f.entries} entries (${describe(f.selection)}), exported ${f.exportedAt}: unchanged, in their places, in order of time`,
      ...(f.tasks > 0 ? [`${f.tasks} recording tasks: ${f.ended} ended, ${f.open} open`] : []),
      ...(f.compared > 0 ? [`${f.compared} checkpoint(s) held by the reader are of this same log`] : []),
    ],
  },
};

const describe = (selection) =>
  ({
    log: () => 'log 0 …',
    period: () => `${selection.from} … ${selection.until}`,
    decision: () => nameOf(selection),
    client: () => selection.decisions.map(nameOf).join(', '),
    system: () => selection.system,
  })[selection.type]();

/** Code: what it means, in Finnish and in English. */
const FAULTS = {
  malformed: ['tiedoston rakenne on väärä', 'the file’s structure is wrong'],
  format: ['tiedosto ei ole vientitiedosto tai sen muotoa ei tunneta', 'no bundle, or of an unknown form'],
  'not-a-key': ['avain on virheellinen', 'a key is not one'],
  'not-a-hash': ['tiiviste on virheellinen', 'a hash is not one'],
  'not-a-note': ['tarkistuspiste on virheellinen', 'a checkpoint is not one'],
  'too-many-signatures': ['allekirjoituksia on liikaa', 'too many signatures'],
  'signature-wrong': ['lokin allekirjoitus ei täsmää', 'the log’s signature is wrong'],
  'cosignature-wrong': ['todistajan allekirjoitus ei täsmää', 'the witness’s signature is wrong'],
  'not-signed': ['lokin avain ei ole allekirjoittanut', 'not signed by the log’s key'],
  'not-cosigned': ['todistaja ei ole allekirjoittanut', 'not signed by the witness'],
  'no-checkpoint': ['tarkistuspiste puuttuu', 'there is no checkpoint'],
  'other-log': ['tarkistuspiste on toisesta lokista', 'a checkpoint of another log'],
  'checkpoints-not-in-order': [
    'tarkistuspisteet ovat väärässä järjestyksessä',
    'checkpoints are not in order',
  ],
  'consistency-missing': ['kasvun todiste puuttuu', 'a proof that the log only grew is missing'],
  inconsistent: ['lokia on muutettu tarkistuspisteiden välillä', 'the log was changed between checkpoints'],
  'entry-beyond-tree': ['merkintä ei kuulu lokiin', 'the entry is not within the log'],
  'entry-changed': ['merkintä ei ole se, joka lokissa on', 'the entry is not the one on the log'],
  'entry-form': ['merkinnän muoto on väärä', 'the entry’s form is wrong'],
  'entry-moved': ['merkintä on väärällä paikalla', 'the entry is not in its place'],
  'entries-not-in-order': ['merkinnät ovat väärässä järjestyksessä', 'entries are not in order'],
  'entry-left-out': ['merkintä puuttuu', 'an entry is left out'],
  'entries-not-of-root': ['merkinnät eivät anna lokin juurta', 'the entries do not give the log’s root'],
  'entry-not-asked-for': ['merkintä ei kuulu rajaukseen', 'the entry is not of what was asked for'],
  'proof-missing': ['merkinnän todiste puuttuu', 'the entry’s proof is missing'],
  'time-goes-back': ['aika kulkee taaksepäin', 'time goes back'],
  'export-not-on-log': ['vienti itse puuttuu lokista', 'the export itself is not on the log'],
  'manifest-not-as-logged': [
    'tiedosto kertoo viennistä muuta kuin loki',
    'the log tells otherwise of this export',
  ],
  'manifest-differs': ['luettelo ei vastaa sisältöä', 'the manifest does not fit the content'],
  'other-client': ['merkintä koskee toista asiakasta', 'the entry is about another client'],
  'task-not-planned': ['tehtävää ei ole suunniteltu lokissa', 'the log has no plan of the task'],
  'confirmed-without-evidence': ['vahvistus ilman näyttöä', 'confirmed without evidence'],
  'receipt-wrong': ['tositteen allekirjoitus ei täsmää', 'a receipt’s signature is wrong'],
  'receipt-says-more': [
    'tosite kertoo tilan, jota lokissa ei ole',
    'a receipt tells a state that the log does not',
  ],
  'receipt-missing': ['täydellisyystosite puuttuu', 'a completeness receipt is missing'],
  'log-was-cut': ['lokin loppu on poistettu', 'the end of the log was cut off'],
  forked: ['lokista on kaksi eri versiota', 'there are two versions of the log'],
};

const UNCHECKED = {
  'keys-from-bundle': [
    'kenen avaimet ovat: ne tulivat tiedoston mukana (anna --key)',
    'whose the keys are: the file brought them (give --key)',
  ],
  'no-witness': [
    'näkevätkö kaikki saman lokin: todistajan avainta ei ole',
    'whether everybody sees the same log: there is no key of a witness',
  ],
  tasks: [
    'ovatko tehtävät päättyneet: rajaus ei sisällä niiden koko historiaa',
    'whether tasks ended: not their whole history is here',
  ],
  'system-complete': [
    'puuttuuko rajauksesta järjestelmän merkintöjä (vie ajanjakso tai koko loki)',
    'whether entries of the system are left out (export a period or the log)',
  ],
  'client-decisions': ['onko asiakkaalla muita päätöksiä', 'whether the client has other decisions'],
  'receipt-keys-from-bundle': ['kenen tositteiden avaimet ovat', 'whose the receipts’ keys are'],
  'held-not-compared': [
    'kaikkia annettuja tarkistuspisteitä: viennissä ei ole saman kokoista (pyydä knownSizes)',
    'all checkpoints given: the export has none of that size (ask with knownSizes)',
  ],
  'no-held-checkpoint': [
    'aiemmin saatua tarkistuspistettä vastaan (anna --checkpoint)',
    'against a checkpoint that you got before (give --checkpoint)',
  ],
  truth: [
    'oliko se, mitä lokiin kirjattiin, totta: vain, ettei sitä ole sen jälkeen muutettu',
    'whether what was written to the log was true: only that it was not changed since',
  ],
  'before-the-log': [
    'mitä tapahtui ennen kuin merkintä sai paikkansa lokissa (noin sekunti)',
    'what happened before an entry got its place in the log (about a second)',
  ],
};

/** @returns lines to read */
export function describeResult({ fault, facts, unchecked }, language = 'fi') {
  const [text, at] = [TEXTS[language], language === 'fi' ? 0 : 1];
  if (fault !== undefined) return [text.fails(fault)];
  return [
    unchecked.includes('keys-from-bundle') ? text.selfConsistent : text.holds,
    text.proven,
    ...text.facts(facts).map((line) => `  + ${line}`),
    text.notChecked,
    ...unchecked.map((code) => `  - ${UNCHECKED[code][at]}`),
  ];
}

export const exitCodeOf = ({ fault, unchecked }) => {
  if (fault !== undefined) return 1;
  return unchecked.includes('keys-from-bundle') ? 2 : 0;
};

const USAGE = `node kuittaus-verify.mjs bundle.json --key <verifier key or file> [--key ...]
     [--checkpoint <file>] [--receipt-keys <jwks file>] [--lang fi|en] [--json]`;

function argumentsOf(args) {
  const asked = { files: [], keys: [], held: [], lang: 'fi', json: false, receiptKeys: undefined };
  const text = (file) => new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  const options = {
    '--key': (value) => {
      const found = (existsSync(value) ? text(value) : value).match(VERIFIER_KEY);
      if (found === null) throw new Error(`no verifier key in ${value}`);
      asked.keys.push(...found);
    },
    '--checkpoint': (value) => asked.held.push(text(value)),
    '--receipt-keys': (value) => (asked.receiptKeys = JSON.parse(text(value))),
    '--lang': (value) => (asked.lang = value === 'en' ? 'en' : 'fi'),
  };
  for (let at = 0; at < args.length; at++) {
    if (args[at] === '--json') asked.json = true;
    else if (Object.hasOwn(options, args[at])) options[args[at]](args[++at] ?? '');
    else asked.files.push(args[at]);
  }
  if (asked.files.length !== 1 || asked.files[0].startsWith('--')) throw new Error(USAGE);
  return { ...asked, bundle: JSON.parse(text(asked.files[0])) };
}

function main(args) {
  try {
    const { bundle, lang, json, ...trust } = argumentsOf(args);
    const result = verifyBundle(bundle, trust);
    console.log(json ? JSON.stringify(result, null, 2) : describeResult(result, lang).join('\n'));
    return exitCodeOf(result);
  } catch (error) {
    console.error(error.message);
    return 2;
  }
}

const isProgram = () =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isProgram()) process.exitCode = main(process.argv.slice(2));
