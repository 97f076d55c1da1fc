// The audit log when it is large: appends by one writer and by eight, proofs, exports, and the verifier over all of it.
// What is measured is our own code over a PostgreSQL of its own; only the entries are made by a statement.
import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { cosign, openSigningKey, signatureLine, signCheckpoint } from '#audit';
import { Ledger, migrate } from '#ledger';
import { blindIndexOf, keyRingOf } from '#security';
import { startPostgres } from '../../dist/apps/standalone/src/engines/index.js';
import { exportLines, exportLog } from '../../dist/apps/gateway/src/audit/export-log.js';
import { at, median, rounded, scaled, setting, tell } from '../system/figures.mjs';

const ENTRIES = setting('ENTRIES', scaled(20_000, 2_000));
const APPENDS = Math.min(2_000, Math.ceil(ENTRIES / 20));
const PROOFS = 500;
const OF_10K = Math.min(10_000, Math.floor(ENTRIES / 2));
const BATCH = 1_000;
/** What the verifier may hold of a log, however large. */
const VERIFIER_HEAP_MB = 256;
const TICKS_A_SECOND = 100;

const keyOf = (kind, name) =>
  openSigningKey(
    kind,
    name,
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
const LOG = keyOf('log', 'kuittaus.example/audit');
const WITNESS = keyOf('witness', 'witness.kuittaus.example');
const groundsOf = () => ({ purpose: 'work-ability-support', legalBasis: 'client-consent' });

const seconds = async (work) => {
  const begun = performance.now();
  const result = await work();
  return { s: (performance.now() - begun) / 1000, result };
};

/** @returns appends a second, each a transaction, while the sequencer runs beside them */
async function appendRate(audit, writers) {
  let [left, isDone] = [APPENDS, false];
  const write = async () => {
    while (left-- > 0) {
      await audit.note([{ kind: 'audit.read', actor: 'bench', facts: { count: 1 } }]);
    }
  };
  const sequencing = (async () => {
    while (!isDone) if ((await audit.sequence({ limit: BATCH, groundsOf })).count === 0) await pause(20);
  })();
  const { s } = await seconds(() => Promise.all(Array.from({ length: writers }, write)));
  isDone = true;
  await sequencing;
  return APPENDS / s;
}

/** Decisions of four tasks each, from the event to what was read back: 17 entries. */
const FILL = `
  with entry as (
    select n, n / 17 as d, n % 17 as j, (n % 17 - 1) % 4 as t from generate_series($1::int, $2::int) as n),
  told as (
    insert into audit_entry (at, kind, actor, decision, version, task, facts)
    select clock_timestamp(),
      case when j = 0 then 'decision.taken' when j <= 4 then 'task.planned' when j <= 8 then 'attempt.begun'
        when j <= 12 then 'attempt.ended' else 'task.confirmed' end,
      case when j = 0 then 'sender:sample' else 'lifecare' end,
      md5('decision ' || d)::uuid, 1, case when j = 0 then null else md5(d || ' ' || t)::uuid end,
      case when j = 0 then '{}'::jsonb else jsonb_build_object('record', 'recommendation', 'operation', 'create',
        'channel', 'automatic', 'system', 'lifecare', 'endpoint', 'lifecare-varha', 'rule', 'kaarina-1')
        || case when j <= 4 then '{"state":"queued"}' when j <= 8 then '{"state":"recording"}'
          when j <= 12 then '{"outcome":"recorded","code":"created"}'
          else '{"state":"confirmed","evidence":{"level":"verified","targetId":"17","targetVersion":"1",
            "at":"2026-11-17T10:00:00Z"}}' end::jsonb end
    from entry order by n returning id)
  insert into audit_pending (entry) select id from told`;

async function fill(url, ledger, count) {
  const clientKey = await ledger.transaction((tx) =>
    ledger.vault.keyOfClient(tx, { system: '1.2.246.21', value: '010594Y9032' }),
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Tasks and attempts are not there: this is about the log.
  await client.query("set session_replication_role = 'replica'");
  await client.query(
    `insert into decision (id, team, decision_id, version, client_key)
     select md5('decision ' || d)::uuid, 'kaarina', 'TT-' || d, 1, $2 from generate_series(0, $1::int) as d`,
    [Math.ceil(count / 17), clientKey.id],
  );
  for (let from = 0; from < count; from += 50_000) {
    await client.query(FILL, [from, Math.min(count, from + 50_000) - 1]);
  }
  await client.query('analyze');
  await client.end();
}

async function sign({ audit }) {
  const tree = await audit.tree();
  const note = signCheckpoint(LOG, tree);
  await audit.addCheckpoint({ size: tree.size, note, signedAt: new Date() });
  const line = signatureLine(cosign(WITNESS, note.slice(0, note.lastIndexOf('\n\n') + 1), new Date()));
  await audit.addCosignature({ size: tree.size, witness: WITNESS.name, line, at: new Date() });
}

async function sequenceAll(ledger) {
  for (;;) {
    const { count } = await ledger.audit.sequence({ limit: BATCH, groundsOf });
    if (count === 0) return;
    await sign(ledger);
  }
}

async function proofTimes({ audit }, size) {
  const [times, bytes] = [[], []];
  for (let count = 0; count < PROOFS; count++) {
    const index = Math.floor(Math.random() * size);
    const { s, result } = await seconds(() => audit.inclusionProofs([index], size));
    times.push(s * 1000);
    const proof = result[0].map((hash) => hash.toString('base64'));
    bytes.push(Buffer.byteLength(JSON.stringify({ index, size, proof })));
  }
  times.sort((a, b) => a - b);
  const [proofP50Ms, proofP99Ms] = [rounded(at(times, 0.5), 1), rounded(at(times, 0.99), 1)];
  return { proofP50Ms, proofP99Ms, proofMaxBytes: Math.max(...bytes) };
}

/** The verifier as a process of its own, as an auditor runs it. */
async function verify(file, keyFile) {
  const program = ['libs/audit/verify/kuittaus-verify.mjs', file, '--key', keyFile, '--json'];
  const child = spawn(process.execPath, [`--max-old-space-size=${VERIFIER_HEAP_MB}`, ...program]);
  const output = [];
  child.stdout.on('data', (part) => output.push(part));
  child.stderr.on('data', (part) => output.push(part));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const used = { cpuS: 0, rssMb: 0 };
  const watch = setInterval(() => Object.assign(used, usedBy(child.pid) ?? used), 50);
  const { s, result: code } = await seconds(() => ended);
  clearInterval(watch);
  const text = Buffer.concat(output).toString();
  if (code !== 0) throw new Error(`the verifier ended with ${code}: ${text.slice(0, 2_000)}`);
  return {
    verifyS: rounded(s, 1),
    verifyCpuS: used.cpuS,
    verifyMb: used.rssMb,
    facts: JSON.parse(text).facts,
  };
}

/** @returns undefined where there is no /proc, or the process is gone */
function usedBy(pid) {
  try {
    const [, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = rest.split(' ');
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
    return {
      cpuS: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND,
      rssMb: Math.round(Number(kilobytes) / 1024),
    };
  } catch {
    return undefined;
  }
}

async function exportsOf(ledger, folder) {
  const keyFile = path.join(folder, 'keys.txt');
  writeFileSync(keyFile, `${LOG.text}\n${WITNESS.text}\n`);
  const exporter = {
    audit: ledger.audit,
    index: ledger.index,
    receipts: { issue: async () => undefined, keys: () => ({ keys: [] }) },
    keys: [LOG, WITNESS],
    pause: () => sequenceAll(ledger),
    actor: `auditor:${'a'.repeat(64)}`,
  };
  const file = path.join(folder, 'log.jsonl');
  const whole = await seconds(async () => {
    const request = { ask: { type: 'log' }, purpose: 'bench', knownSizes: [] };
    const { lines } = await exportLines(exporter, request);
    await pipeline(Readable.from(lines), createWriteStream(file));
  });
  const verified = await verify(file, keyFile);
  const [first] = await ledger.audit.readLeaves({}, { from: 0, limit: 1 });
  const [last] = await ledger.audit.readLeaves({}, { from: OF_10K + BATCH, limit: 1 });
  const time = ({ body }) => new Date(JSON.parse(body).loggedAt);
  const ask = { type: 'period', from: time(first), until: time(last) };
  const part = await seconds(() => exportLog(exporter, { ask, purpose: 'bench', knownSizes: [] }));
  const partFile = path.join(folder, 'part.json');
  writeFileSync(partFile, JSON.stringify(part.result));
  const partVerified = await verify(partFile, keyFile);
  return {
    exportS: rounded(whole.s, 1),
    exportMb: Math.round(statSync(file).size / 1e6),
    verifyS: verified.verifyS,
    verifyCpuS: verified.verifyCpuS,
    verifyMb: verified.verifyMb,
    verified: verified.facts.entries,
    tasks: verified.facts.tasks,
    part: partVerified.facts.entries,
    partExportS: rounded(part.s, 1),
    partVerifyS: partVerified.verifyS,
  };
}

async function measure(url, folder) {
  await migrate(url);
  const ledger = new Ledger({
    databaseUrl: url,
    maxConnections: 12,
    applicationName: 'kuittaus-bench',
    onConnectionLost: () => undefined,
    keyRing: keyRingOf(new Map([[1, randomBytes(32)]])),
    index: blindIndexOf(randomBytes(32)),
  });
  try {
    const [ones, eights] = [[], []];
    await appendRate(ledger.audit, 8);
    for (let round = 0; round < 3; round++) {
      ones.push(await appendRate(ledger.audit, 1));
      eights.push(await appendRate(ledger.audit, 8));
    }
    await sequenceAll(ledger);
    await fill(url, ledger, ENTRIES);
    const sequencing = await seconds(() => sequenceAll(ledger));
    const { size } = await ledger.audit.tree();
    const figures = {
      entries: size,
      appendsPerS: Math.round(median(ones)),
      appendsBy8PerS: Math.round(median(eights)),
      sequencedPerS: Math.round(ENTRIES / sequencing.s),
      ...(await proofTimes(ledger, size)),
      ...(await exportsOf(ledger, folder)),
      aim: 'proof < 1,000 bytes and < 50 ms; 1,000,000 entries verified in < 60 s of one core; 10,000 exported in < 10 s; eight writers no slower than one',
    };
    const verifyS = figures.verifyCpuS === 0 ? figures.verifyS : figures.verifyCpuS;
    const isQuick = figures.proofP99Ms < 50 && verifyS < 60 && figures.partExportS < 10;
    const isSmall = figures.proofMaxBytes < 1_000;
    tell({ ...figures, held: isQuick && isSmall && figures.appendsBy8PerS >= figures.appendsPerS });
  } finally {
    await ledger.close();
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'kuittaus-bench-'));
const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
try {
  await measure(postgres.url, folder);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
