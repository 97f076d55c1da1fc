// A log made up of test persons' decisions, for the tests of the verifier: the same seed gives the same log.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import {
  consistencyProof,
  cosign,
  EMPTY_TREE,
  ENTRY_KINDS,
  entryBytes,
  growTree,
  inclusionProofs,
  leafHash,
  makeBundle,
  openSigningKey,
  rootOf,
  signatureLine,
  signCheckpoint,
} from '#audit';

const ORIGIN = 'kuittaus.example/audit';
const WITNESS = 'witness.kuittaus.example';
const START = Date.parse('2026-11-16T06:00:00Z');
const DAY_MS = 24 * 3_600_000;
/** PKCS #8 of an Ed25519 key, but for the 32 bytes of its seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** mulberry32. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)], id: () => digest(`${seed} ${next()}`) };
}

const digest = (text) => createHash('sha256').update(text).digest('hex');
const uuidOf = (text) => digest(text).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5');

/** Keys for tests: made of a name, so that everybody has them. */
export function privateKeyOf(name) {
  const key = Buffer.concat([PKCS8, createHash('sha256').update(`test key ${name}`).digest()]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
export const keyOf = (kind, name, of = name) =>
  openSigningKey(kind, name, privateKeyOf(of).export({ type: 'pkcs8', format: 'pem' }).toString());

export const LOG_KEY = keyOf('log', ORIGIN);
export const WITNESS_KEY = keyOf('witness', WITNESS);
const RECEIPT_KEY = privateKeyOf('receipts');
const { x } = createPublicKey(RECEIPT_KEY).export({ format: 'jwk' });
export const RECEIPT_KEYS = { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid: 'test-receipts', alg: 'EdDSA' }] };

export function receiptOf(payload, key = RECEIPT_KEY) {
  const header = { alg: 'EdDSA', kid: 'test-receipts', typ: 'kuittaus-receipt+jws' };
  const [head, body] = [header, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${head}.${body}.${sign(null, Buffer.from(`${head}.${body}`), key).toString('base64url')}`;
}

const CLIENTS = ['1', '2', '3'].map((name) => ({
  salt: digest(`salt ${name}`),
  key: uuidOf(`client ${name}`),
}));
const commitmentOf = ({ salt, key }) =>
  createHash('sha256').update(Buffer.from(salt, 'hex')).update(key).digest('hex');

/** What happens to decisions, in the order in which the log got it. */
function* happenings(random, count) {
  const decisions = [];
  for (let made = 0; made < count; made++) {
    const isNew = decisions.length === 0 || random.below(6) === 0;
    if (isNew) {
      const number = decisions.length + 1;
      const client = random.pick(CLIENTS);
      decisions.push({ team: 'kaarina', decisionId: `TT-2026-${number}`, client, tasks: [], ordinal: 0 });
      yield { kind: 'decision.taken', decision: decisions.at(-1) };
      continue;
    }
    yield happeningTo(random, random.pick(decisions));
  }
}

const SYSTEMS = ['lifecare', 'typ', 'kanta'];

function happeningTo(random, decision) {
  const open = decision.tasks.filter(({ states }) => !['confirmed', 'withheld'].includes(states.at(-1)));
  if (open.length === 0 || random.below(3) === 0) {
    const system = random.pick(SYSTEMS);
    const task = {
      id: uuidOf(`${decision.decisionId} ${decision.tasks.length}`),
      system,
      states: ['queued'],
    };
    decision.tasks.push(task);
    return { kind: 'task.planned', decision, task };
  }
  const task = random.pick(open);
  const [kind, state] = {
    queued: ['attempt.begun', 'recording'],
    recording: ['attempt.ended', 'unconfirmed'],
    unconfirmed: ['task.confirmed', 'confirmed'],
  }[task.states.at(-1)];
  task.states.push(state);
  return { kind, decision, task };
}

function entryOf({ kind, decision, task, facts }, index, at) {
  if (decision !== undefined) decision.ordinal += 1;
  const state = task?.states.at(-1);
  return {
    schema: 'kuittaus-audit-entry/1',
    index,
    id: String(index + 1),
    kind,
    class: ENTRY_KINDS[kind],
    at,
    loggedAt: at,
    who: { type: 'app', id: 'test' },
    ...(decision === undefined
      ? {}
      : {
          about: { client: commitmentOf(decision.client) },
          why: { purpose: 'work-ability-support', legalBasis: 'client-consent' },
          from: { team: decision.team },
          decision: {
            team: decision.team,
            id: decision.decisionId,
            version: 1,
            ordinal: decision.ordinal,
          },
        }),
    ...(task === undefined
      ? {}
      : {
          task: task.id,
          what: { record: 'recommendation', operation: 'create', channel: 'automatic' },
          to: { system: task.system, endpoint: `${task.system}-varha` },
          outcome: { state, ...(state === 'confirmed' ? { evidence: { level: 'verified' } } : {}) },
        }),
    ...(facts === undefined ? {} : { facts }),
  };
}

/** A log that grows, and whose whole history can be asked for; checkpoints at random sizes. */
export class World {
  bodies = [];
  decisions = new Set();
  checkpoints = [];
  #hashes = new Map();
  #frontier = EMPTY_TREE;

  constructor(seed, count) {
    this.seed = seed;
    this.random = randomOf(seed);
    this.logKey = LOG_KEY;
    let next = 1 + this.random.below(20);
    for (const happening of happenings(this.random, count)) {
      this.add(happening);
      if (this.bodies.length >= next) {
        this.sign();
        next += 1 + this.random.below(40);
      }
    }
  }

  add(happening) {
    if (happening.decision !== undefined) this.decisions.add(happening.decision);
    const index = this.bodies.length;
    const at = new Date(START + Math.floor(index / 7) * (DAY_MS / 20)).toISOString();
    this.addBody(entryBytes(entryOf(happening, index, at)).toString('utf8'));
  }

  addBody(body) {
    this.#hashes.set(`0/${this.bodies.length}`, leafHash(Buffer.from(body)));
    const { frontier, nodes } = growTree(this.#frontier, [leafHash(Buffer.from(body))]);
    for (const { level, index, hash } of nodes) this.#hashes.set(`${level}/${index}`, hash);
    this.#frontier = frontier;
    this.bodies.push(body);
  }

  sign({ witness = WITNESS_KEY } = {}) {
    const tree = { size: this.bodies.length, root: rootOf(this.#frontier) };
    if (this.checkpoints.at(-1)?.size === tree.size) return;
    const note = signCheckpoint(this.logKey, tree);
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const seen = witness && signatureLine(cosign(witness, text, new Date(START + 30 * DAY_MS)));
    this.checkpoints.push({ size: tree.size, note: note + (seen ?? '') });
  }

  #read = async (nodes) => nodes.map(({ level, index }) => this.#hashes.get(`${level}/${index}`));

  async leaves(indexes, size) {
    const proofs = await inclusionProofs(indexes, size, this.#read);
    return indexes.map((index, at) => ({ index, body: this.bodies[index], proof: proofs[at] }));
  }

  consistency(from, to) {
    return consistencyProof(from, to, this.#read);
  }

  /** Exports as the gateway does: notes it on the log first, and proves all under the checkpoint after it. */
  async export(asked) {
    const id = uuidOf(`export ${this.seed} ${this.bodies.length}`);
    const selection = this.selectionOf(asked);
    const own = (decision) => ({
      kind: 'audit.exported',
      decision,
      facts: { export: id, purpose: 'supervision', selection: loggedSelection(selection) },
    });
    const chosen = [...this.decisions].filter((decision) => asksFor(selection, decision));
    const first = this.bodies.length;
    for (const decision of chosen.length > 0 ? chosen : [undefined]) this.add(own(decision));
    const until = this.bodies.length;
    if (selection.type !== 'log') this.add({ kind: 'audit.read', facts: { count: 1 } });
    this.sign();
    return this.#bundle({ id, selection, chosen, first, until });
  }

  selectionOf(asked) {
    const [decision] = this.decisions;
    const { team, decisionId, client } = decision;
    const own = [...this.decisions].filter((other) => other.client === client);
    const timeAt = (part) => JSON.parse(this.bodies[Math.floor(this.bodies.length * part)]).loggedAt;
    return {
      log: { type: 'log' },
      decision: { type: 'decision', team, decisionId },
      client: { type: 'client', decisions: own.map((o) => ({ team: o.team, decisionId: o.decisionId })) },
      period: { type: 'period', from: timeAt(0.3), until: timeAt(0.7) },
      system: { type: 'system', system: 'lifecare' },
    }[asked];
  }

  async #bundle({ id, selection, chosen, first, until }) {
    const size = this.bodies.length;
    const entries = this.bodies.map((body) => JSON.parse(body));
    const isChosen = (entry) => isOf(selection, entry) && (selection.type === 'log' || entry.index < until);
    const indexes = entries.filter(isChosen).map(({ index }) => index);
    const near = neighboursOf(selection, entries, first).filter((index) => !indexes.includes(index));
    const leaves = await this.leaves(indexes, size);
    const consistency = this.checkpoints.slice(1).map(async ({ size: to }, at) => {
      const from = this.checkpoints[at].size;
      return { from, to, proof: await this.consistency(from, to) };
    });
    const isByTask = selection.type === 'decision' || selection.type === 'client';
    return makeBundle({
      export: id,
      exportedAt: entries[first].at,
      origin: ORIGIN,
      selection,
      purpose: 'supervision',
      size,
      keys: [LOG_KEY, WITNESS_KEY],
      checkpoints: this.checkpoints.map(({ note }) => note),
      consistency: await Promise.all(consistency),
      entries: selection.type === 'log' ? leaves.map(({ index, body }) => ({ index, body })) : leaves,
      neighbours: await this.leaves(near, size),
      receipts: isByTask ? chosen.map((decision) => receiptOf(payloadOf(decision))) : [],
      receiptKeys: RECEIPT_KEYS,
      clients: selection.type === 'client' ? [chosen[0].client] : [],
    });
  }
}

const asksFor = (selection, { team, decisionId }) =>
  (selection.type === 'decision' ? [selection] : (selection.decisions ?? [])).some(
    (asked) => asked.team === team && asked.decisionId === decisionId,
  );

const loggedSelection = (selection) =>
  selection.type === 'client' ? { type: 'client', decisions: selection.decisions.length } : selection;

const isOf = (selection, { decision, loggedAt, to }) =>
  ({
    log: () => true,
    decision: () => decision !== undefined && asksFor(selection, { ...decision, decisionId: decision.id }),
    client: () => decision !== undefined && asksFor(selection, { ...decision, decisionId: decision.id }),
    period: () => loggedAt >= selection.from && loggedAt < selection.until,
    system: () => to?.system === selection.system,
  })[selection.type]();

function neighboursOf({ type, from, until }, entries, own) {
  if (type !== 'period') return [own];
  const before = entries.findLast(({ loggedAt }) => loggedAt < from);
  const after = entries.find(({ loggedAt }) => loggedAt >= until);
  return [...new Set([before?.index, after?.index, own].filter((index) => index !== undefined))];
}

export const payloadOf = ({ team, decisionId, tasks }) => ({
  team,
  decisionId,
  version: 1,
  practiceVersion: '1',
  issuedAt: '2026-12-01T00:00:00.000Z',
  duties: tasks.map(({ id, states }) => ({ task: id, rule: 'test', state: states.at(-1) })),
});
