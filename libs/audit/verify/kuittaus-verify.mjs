#!/usr/bin/env node
// Verifies an export of the audit log of Kuittaus: offline, with nothing but Node (20 or newer) and this one file.
// It shares no code with the log. What a bundle is, and how to do this by hand: docs/audit-format.md.
//
//   node kuittaus-verify.mjs bundle.json --key log.vkey --key witness.vkey [--checkpoint held.txt] [--lang en]
//
// Exit code 0: all of it holds under the keys given. 1: something does not. 2: nothing could be said (wrong call,
// unreadable file, or no keys given: a bundle that brings its own keys proves nothing about who made it).
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TextDecoder } from 'node:util';

/** A bundle in lines begins with this. */
const LINES = 'kuittaus-audit-lines/1';
const VERIFIER_KEY = /[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}/g;
const FINAL = ['confirmed', 'attested', 'withheld', 'cancelled', 'superseded'];
const sha256 = (...parts) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((p) => Buffer.from(p))))
    .digest();
const digest = (lines) => createHash('sha256').update(lines.join('\n')).digest('hex');
const [LEAF, NODE] = [Buffer.of(0), Buffer.of(1)];
const leafOf = (body) => createHash('sha256').update(LEAF).update(body, 'utf8').digest();
const node = (left, right) => createHash('sha256').update(NODE).update(left).update(right).digest();

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

/** Names of what was parsed stand as they were written: where they are sorted, writing it again is canonical. */
const isSorted = (value) => {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before = '';
  for (const name of Object.keys(value)) {
    if (name < before || !isSorted(value[name])) return false;
    before = name;
  }
  return true;
};
const isCanonical = (value, text) => (isSorted(value) ? JSON.stringify(value) : canonical(value)) === text;

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
  const isEntry = entry?.schema === 'kuittaus-audit-entry/1' && isCanonical(entry, body);
  must(isEntry && !Object.hasOwn(entry, 'place') && !Object.hasOwn(entry, 'proven'), 'entry-form', place);
  must(entry.index === index, 'entry-moved', place);
  return Object.assign(entry, { place, proven: proof !== undefined });
}

/**
 * What the bundle says of a log whose beginning was pruned: so many entries have no body any more, and the hashes of
 * the full subtrees that they make stand for them. That the log itself says so is checked where its entry comes by.
 */
function prunedIn({ pruned }, head) {
  if (pruned === undefined) return { until: 0, entry: undefined, subtrees: [] };
  const { until, entry, subtrees } = pruned;
  const isIndex = (value) => Number.isSafeInteger(value) && value > 0;
  must(isIndex(until) && isIndex(entry) && entry >= until && entry < head.size, 'pruned-form', 'pruned');
  const ones = [...until.toString(2)].filter((bit) => bit === '1').length;
  must(subtrees.length === ones, 'pruned-form', 'pruned');
  return { until, entry, subtrees: subtrees.map((hash) => hashIn(hash, 'pruned')) };
}

/**
 * All leaves, hashed up: at the size of each checkpoint its root must come out. Where the beginning was pruned its
 * subtrees stand for it: other leaves than those that were signed would not give these roots.
 */
class Roots {
  #stack;
  #done;
  #next;

  constructor(notes, { until, subtrees }) {
    this.notes = notes;
    this.#stack = [...subtrees];
    this.#done = until;
    this.#next = notes.findIndex(({ size }) => size >= until);
    this.#compare();
  }

  add(leaf) {
    let hash = leaf;
    for (let rest = this.#done; rest % 2 === 1; rest = (rest - 1) / 2) hash = node(this.#stack.pop(), hash);
    this.#stack.push(hash);
    this.#done += 1;
    this.#compare();
  }

  #compare() {
    for (; this.notes[this.#next]?.size === this.#done; this.#next++) {
      const from = this.notes[this.#next - 1]?.size ?? 0;
      const root = this.#done === 0 ? sha256() : this.#stack.reduceRight((right, left) => node(left, right));
      const place = `entries ${from} to ${this.#done - 1}`;
      must(root.equals(this.notes[this.#next].root), 'entries-not-of-root', place);
    }
  }
}

const nameOf = ({ team, decisionId }) => `${team}/${decisionId}`;
const decisionOf = ({ decision }) => (decision === undefined ? undefined : `${decision.team}/${decision.id}`);

/**
 * Goes through the entries once, in their order. Of a selection that may be as large as the log it keeps only what
 * the end needs: how each task stands, and how far each decision has been counted.
 */
class Walk {
  count = 0;
  /** All of them, where there are few: of a decision or a client. */
  kept = [];
  /** States of each task; of a whole log only the last. */
  tasks = new Map();
  #ordinals = new Map();
  #digest = createHash('sha256');
  #index = -1;
  #loggedAt = '';
  #isOnLog = false;
  /** When the beginning was pruned and by which policy, as the log itself says. */
  pruning;
  /** Decisions whose client was erased, as the log itself says. */
  erased = new Map();
  /** Decisions whose first entries are said to have been pruned. */
  begunLater = new Set();

  constructor(bundle, notes) {
    const { manifest } = bundle;
    this.pruned = prunedIn(bundle, notes.at(-1));
    Object.assign(this, { manifest, selection: manifest.selection, head: notes.at(-1) });
    must(
      ['log', 'period', 'system', 'decision', 'client'].includes(this.selection.type),
      'malformed',
      'manifest.selection',
    );
    this.isByDecision = this.selection.type === 'decision' || this.selection.type === 'client';
    this.roots = this.selection.type === 'log' ? new Roots(notes, this.pruned) : undefined;
    const near = bundle.neighbours.map((entry) => entryIn(entry, this.head));
    near.forEach((entry) => must(entry.proven, 'proof-missing', entry.place));
    this.near = near.toSorted((a, b) => a.index - b.index);
    this.next = this.#firstOfAll();
    this.waiting = [...this.near];
  }

  /** What the next index has to be, where there may be no gap. */
  #firstOfAll() {
    const { type, from } = this.selection;
    if (type !== 'period') return this.pruned.until;
    const before = this.near.findLast((entry) => entry.loggedAt < from);
    return before === undefined ? this.pruned.until : before.index + 1;
  }

  add(given) {
    const entry = entryIn(given, this.head);
    must(entry.index > this.#index, 'entries-not-in-order', entry.place);
    this.#index = entry.index;
    while (this.waiting[0]?.index <= entry.index) this.#pass(this.waiting.shift());
    this.#pass(entry);
    this.#checkPlace(entry, given.body);
    this.#digest.update(this.count === 0 ? given.body : `\n${given.body}`);
    this.count += 1;
    if (this.isByDecision) this.kept.push(entry);
    if (this.isByDecision || this.roots !== undefined) this.#checkTask(entry);
  }

  /** What holds of every entry that is here, neighbours among them. */
  #pass(entry) {
    must(!Number.isNaN(Date.parse(entry.loggedAt)), 'entry-form', entry.place);
    must(this.#loggedAt <= entry.loggedAt, 'time-goes-back', entry.place);
    this.#loggedAt = entry.loggedAt;
    this.#checkOwn(entry);
    this.#checkPruning(entry);
    if (entry.kind === 'client.erased') this.erased.set(decisionOf(entry), entry.at);
  }

  /** The log itself says that its beginning was pruned: whoever merely left it out cannot show that. */
  #checkPruning({ index, kind, facts, at, place }) {
    if (index !== this.pruned.entry) return;
    const isSame = kind === 'audit.pruned' && facts?.until === this.pruned.until;
    must(isSame, 'pruning-not-on-log', place);
    this.pruning = { until: this.pruned.until, at, policy: facts.policy };
  }

  /** The log itself says what was exported, when and why: the manifest cannot say otherwise. */
  #checkOwn({ kind, facts, at, place }) {
    if (kind !== 'audit.exported' || facts?.export !== this.manifest.export) return;
    this.#isOnLog = true;
    const { type, ...asked } = this.selection;
    const selection = type === 'client' ? { type, decisions: asked.decisions.length } : this.selection;
    const isSame =
      canonical(facts.selection) === canonical(selection) && facts.purpose === this.manifest.purpose;
    must(isSame, 'manifest-not-as-logged', place);
    must(type === 'client' || at === this.manifest.exportedAt, 'manifest-not-as-logged', place);
  }

  #checkPlace(entry, body) {
    const { type, from, until, system } = this.selection;
    if (type !== 'log') must(entry.proven, 'proof-missing', entry.place);
    if (type === 'system') must(entry.to?.system === system, 'entry-not-asked-for', entry.place);
    if (type === 'period') {
      must(entry.loggedAt >= from && entry.loggedAt < until, 'entry-not-asked-for', entry.place);
    }
    if (type !== 'log' && type !== 'period') return;
    must(entry.index === this.next, 'entry-left-out', `entry ${this.next}`);
    this.next += 1;
    this.roots?.add(leafOf(body));
  }

  /** Every task was planned before anything else was said of it; in the whole log, each decision's are counted. */
  #checkTask(entry) {
    const { task, kind, outcome, place, decision } = entry;
    if (decision !== undefined && !this.isByDecision) {
      const name = decisionOf(entry);
      // Every index from the pruning on is here: what is missing of a decision was pruned.
      const known = this.#ordinals.get(name) ?? (this.pruned.until > 0 ? decision.ordinal - 1 : 0);
      const ordinal = known + 1;
      must(decision.ordinal === ordinal, 'entry-left-out', `decision ${name}, its entry number ${ordinal}`);
      this.#ordinals.set(name, ordinal);
    }
    if (task === undefined) return;
    const states = this.tasks.get(task);
    const isPlanned = states !== undefined || kind === 'task.planned' || this.pruned.until > 0;
    must(isPlanned, 'task-not-planned', `${place}, task ${task}`);
    const before = this.isByDecision ? (states ?? []) : [];
    this.tasks.set(task, outcome?.state === undefined ? (states ?? []) : [...before, outcome.state]);
    const isProven = kind !== 'task.confirmed' || outcome?.evidence !== undefined;
    must(isProven, 'confirmed-without-evidence', place);
  }

  /** What was asked for is all there, as far as the log itself can show it. */
  end(bundle) {
    for (const entry of this.waiting) this.#pass(entry);
    const { type, until } = this.selection;
    const after = type === 'period' ? this.near.find((entry) => entry.loggedAt >= until) : undefined;
    if (type === 'log' || type === 'period') {
      const isAll = this.next === (after === undefined ? this.head.size : after.index);
      must(isAll, 'entry-left-out', `entry ${this.next}`);
    }
    if (type === 'decision') checkChains([this.selection], bundle, this);
    if (type === 'client') checkChains(this.selection.decisions, bundle, this);
    must(this.pruned.until === 0 || this.pruning !== undefined, 'pruning-not-on-log', 'pruned');
    must(this.#isOnLog, 'export-not-on-log', 'manifest.export');
    return this.#digest.digest('hex');
  }
}

/** The entries of a decision are numbered, and the last of them is that of this very export. */
function checkChains(decisions, { manifest, clients }, walk) {
  const entries = walk.kept;
  const names = decisions.map(nameOf);
  must(manifest.selection.type !== 'client' || clients.length > 0, 'other-client', 'clients');
  entries.forEach((entry) => must(names.includes(decisionOf(entry)), 'entry-not-asked-for', entry.place));
  const commitments = clients.map(({ salt, key }) => sha256(Buffer.from(salt, 'hex'), key).toString('hex'));
  for (const name of names) {
    const own = entries.filter((entry) => decisionOf(entry) === name);
    if (checkOrdinals(name, own, walk.pruned) > 1) walk.begunLater.add(name);
    const last = own.at(-1);
    const isOwn = last?.kind === 'audit.exported' && last.facts?.export === manifest.export;
    must(isOwn, 'export-not-on-log', `decision ${name}, after entry ${last?.index ?? '-'}`);
    for (const { about, place } of own) {
      must(commitments.length === 0 || commitments.includes(about?.client), 'other-client', place);
    }
  }
}

/** @returns with which of the decision's entries it begins: one before may only be missing where some were pruned */
function checkOrdinals(name, own, { until }) {
  const first = until > 0 ? (own[0]?.decision.ordinal ?? 1) : 1;
  own.forEach((entry, at) => {
    const ordinal = first + at;
    must(
      entry.decision.ordinal === ordinal,
      'entry-left-out',
      `decision ${name}, its entry number ${ordinal}`,
    );
  });
  return first;
}

/** What each receipt says of a task stands on the log as well. */
function checkReceipts(bundle, { tasks, begunLater }, jwks) {
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
    // What stood on the log in entries that were pruned cannot be held against it.
    for (const { task, state } of begunLater.has(`${team}/${decisionId}`) ? [] : duties) {
      must(tasks.get(task)?.includes(state), 'receipt-says-more', `${place}, task ${task}`);
    }
  });
  for (const name of names[selection.type]?.() ?? []) {
    must(told.has(name), 'receipt-missing', `decision ${name}`);
  }
}

function checkManifest({ manifest, checkpoints, receipts }, { head, count }, entriesDigest) {
  must(manifest.size === head.size && manifest.entries === count, 'manifest-differs', 'manifest');
  const { digests } = manifest;
  must(digests.entries === entriesDigest, 'manifest-differs', 'entries');
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

/** One run over a bundle: what stands before its entries, each of them, and what only the end can tell. */
class Verification {
  unchecked = [];

  constructor({ keys = [], held = [], receiptKeys } = {}) {
    this.trust = { keys, held, receiptKeys };
  }

  begin(bundle) {
    const { keys } = this.trust;
    this.trusted = (keys.length > 0 ? keys : (bundle.policy.match(VERIFIER_KEY) ?? [])).map(keyIn);
    if (keys.length === 0) this.unchecked.push('keys-from-bundle');
    if (!this.trusted.some(({ type }) => type === 'witness')) this.unchecked.push('no-witness');
    this.notes = checkpointsOf(bundle, this.trusted);
    checkConsistency(bundle, this.notes);
    this.walk = new Walk(bundle, this.notes);
  }

  end(bundle) {
    const { unchecked, walk, notes, trust } = this;
    const { type } = bundle.manifest.selection;
    const entriesDigest = walk.end(bundle);
    if (type === 'period' || type === 'system') unchecked.push('tasks');
    if (type === 'system') unchecked.push('system-complete');
    if (type === 'client') unchecked.push('client-decisions');
    if (walk.isByDecision) {
      checkReceipts(bundle, walk, trust.receiptKeys?.keys ?? bundle.receiptKeys.keys);
      if (trust.receiptKeys === undefined) unchecked.push('receipt-keys-from-bundle');
    }
    if (walk.pruning !== undefined) unchecked.push('pruned');
    if (walk.begunLater.size > 0) unchecked.push('decision-begun-later');
    if (walk.erased.size > 0) unchecked.push('client-erased');
    checkManifest(bundle, walk, entriesDigest);
    const compared = checkHeld(trust.held, notes, this.trusted);
    if (compared < trust.held.length) unchecked.push('held-not-compared');
    if (trust.held.length === 0) unchecked.push('no-held-checkpoint');
    unchecked.push('truth', 'before-the-log');
    return { fault: undefined, facts: factsOf({ bundle, notes, walk, compared }), unchecked };
  }

  failed(error) {
    const fault =
      error instanceof Wrong
        ? { code: error.code, place: error.place }
        : { code: 'malformed', place: 'structure' };
    return { fault, unchecked: this.unchecked };
  }
}

/**
 * @param trust `keys`: verifier keys as texts; `held`: checkpoints the reader has from elsewhere; `receiptKeys`: a JWKS
 * @returns `fault`: the first thing that does not hold, with its place; `facts`; `unchecked`: codes
 */
export function verifyBundle(bundle, trust) {
  const verification = new Verification(trust);
  try {
    must(bundle?.format === 'kuittaus-audit-bundle/1', 'format', 'format');
    verification.begin(bundle);
    for (const entry of bundle.entries) verification.walk.add(entry);
    return verification.end(bundle);
  } catch (error) {
    return verification.failed(error);
  }
}

/**
 * The same for a bundle in lines, however long: it is gone through once, and not held in memory.
 * @param lines texts, sync or async: the head, an entry each, and the end
 */
export async function verifyLines(lines, trust) {
  const verification = new Verification(trust);
  try {
    let [bundle, number] = [undefined, 0];
    for await (const line of lines) {
      number += 1;
      must(bundle?.manifest.digests === undefined, 'after-the-end', `line ${number}`);
      const given = parsed(line, `line ${number}`);
      if (bundle === undefined) {
        must(given?.format === LINES, 'format', 'format');
        bundle = given;
        must(!['decision', 'client'].includes(bundle.manifest.selection.type), 'format', 'format');
        must(bundle.manifest.digests === undefined, 'malformed', 'line 1');
        verification.begin(bundle);
      } else if (Object.hasOwn(given, 'end')) {
        Object.assign(bundle.manifest, { entries: given.end.entries, digests: given.end.digests });
        must(bundle.manifest.digests !== undefined, 'malformed', `line ${number}`);
      } else {
        verification.walk.add(given);
      }
    }
    must(bundle?.manifest.digests !== undefined, 'cut-short', `line ${number + 1}`);
    return verification.end(bundle);
  } catch (error) {
    return verification.failed(error);
  }
}

const factsOf = ({ bundle: { manifest }, notes, walk: { tasks, count, ...walk }, compared }) => ({
  origin: manifest.origin,
  size: notes.at(-1).size,
  selection: manifest.selection,
  exportedAt: manifest.exportedAt,
  checkpoints: notes.length,
  log: notes.at(-1).signers.log.map(({ name }) => name),
  witnesses: notes.at(-1).signers.witness,
  entries: count,
  tasks: tasks.size,
  ended: endedOf(tasks),
  open: tasks.size - endedOf(tasks),
  compared,
  ...(walk.pruning === undefined ? {} : { pruned: walk.pruning }),
  ...(walk.begunLater.size === 0 ? {} : { begunLater: [...walk.begunLater] }),
  ...(walk.erased.size === 0 ? {} : { erased: [...walk.erased].map(([decision, at]) => ({ decision, at })) }),
});

const endedOf = (tasks) => [...tasks.values()].filter((states) => FINAL.includes(states.at(-1))).length;

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
  'cut-short': [
    'tiedosto on katkennut: loppurivi puuttuu',
    'the file was cut short: its last line is missing',
  ],
  'after-the-end': ['tiedostossa on jotain loppurivin jälkeen', 'something follows after the last line'],
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
  'pruned-form': ['tieto karsitusta alusta on virheellinen', 'what is said of the pruned beginning is wrong'],
  'pruning-not-on-log': [
    'loki ei kerro, että sen alku on karsittu',
    'the log does not tell that its beginning was pruned',
  ],
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

/** The first few of what may be many. */
const few = (texts) => texts.slice(0, 5).join(', ') + (texts.length > 5 ? ` … (${texts.length})` : '');
const policyOf = ({ policy }) =>
  Object.entries(policy ?? {})
    .map(([name, years]) => `${name} ${years}`)
    .join(', ');
const erasedOf = ({ erased }) => few(erased.map(({ decision, at }) => `${decision} ${at}`));

/** Code: text, or what makes it of the facts. */
const UNCHECKED = {
  pruned: [
    ({ pruned }) =>
      `${pruned.until} merkintää ennen indeksiä ${pruned.until}: karsittu ${pruned.at} säännöllä (vuosia) ` +
      `${policyOf(pruned)}; sisältöä ei tarkistettu, tiivisteet kuuluvat samaan lokiin`,
    ({ pruned }) =>
      `${pruned.until} entries before index ${pruned.until} were pruned at ${pruned.at} under the policy (years) ` +
      `${policyOf(pruned)}: content not checked, their hashes are of this same log`,
  ],
  'decision-begun-later': [
    ({ begunLater }) => `päätöksen ensimmäisiä merkintöjä, jotka on karsittu: ${few(begunLater)}`,
    ({ begunLater }) => `the first entries of a decision, which were pruned: ${few(begunLater)}`,
  ],
  'client-erased': [
    (facts) => `kenestä merkinnät kertovat: asiakas on poistettu ja suola hävitetty: ${erasedOf(facts)}`,
    (facts) => `whom entries are about: the client was erased and the salt destroyed: ${erasedOf(facts)}`,
  ],
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

const textOf = (text, facts) => (typeof text === 'function' ? text(facts) : text);

/** @returns lines to read */
export function describeResult({ fault, facts, unchecked }, language = 'fi') {
  const [text, at] = [TEXTS[language], language === 'fi' ? 0 : 1];
  if (fault !== undefined) return [text.fails(fault)];
  return [
    unchecked.includes('keys-from-bundle') ? text.selfConsistent : text.holds,
    text.proven,
    ...text.facts(facts).map((line) => `  + ${line}`),
    text.notChecked,
    ...unchecked.map((code) => `  - ${textOf(UNCHECKED[code][at], facts)}`),
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
  return asked;
}

/** A bundle in lines may be larger than any text that Node can hold: its first bytes tell. */
async function verifyFile(file, trust) {
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(64);
  readSync(handle, buffer);
  closeSync(handle);
  if (!buffer.toString('latin1').startsWith(`{"format":"${LINES}"`)) {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    return verifyBundle(JSON.parse(text), trust);
  }
  return verifyLines(linesOf(createReadStream(file, { highWaterMark: 1 << 20 })), trust);
}

/** By the newline alone, and in UTF-8 alone: what the digests are of must not depend on how it is read. */
async function* linesOf(chunks) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop();
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

async function main(args) {
  try {
    const { files, lang, json, ...trust } = argumentsOf(args);
    const result = await verifyFile(files[0], trust);
    console.log(json ? JSON.stringify(result, null, 2) : describeResult(result, lang).join('\n'));
    return exitCodeOf(result);
  } catch (error) {
    console.error(error.message);
    return 2;
  }
}

const isProgram = () =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isProgram()) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
