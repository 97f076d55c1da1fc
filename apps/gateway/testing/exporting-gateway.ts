import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cosign, parseVerifierKey, signatureLine, signCheckpoint } from '#audit';
import type { AuditBundle } from '#audit';
import { aSigningKey } from '#audit/testing';
import type { Ledger } from '#ledger';
import { createLogger } from '#observability';
import { openReceiptSigner } from '#security';
import { LedgerAuditDesk } from '../src/audit/ledger-audit-desk.js';
import type { GatewayPorts } from '../src/ports.module.js';
import { LedgerReceipts } from '../src/receipt/receipts.js';
import { LedgerRetentionDesk } from '../src/retention/ledger-retention-desk.js';
import { startGateway } from './gateway-under-test.js';
import type { GatewayUnderTest } from './gateway-under-test.js';

/** A gateway over a ledger whose log is sequenced, signed and seen by a witness whenever an export waits. */
export interface ExportingGateway extends GatewayUnderTest {
  /** What the dispatcher, the signer and the witness do. */
  step(): Promise<void>;
  /** The newest checkpoint, as somebody holds it. */
  checkpoint(): Promise<string>;
  /** Runs the verifier as a stranger does: a process, files, keys of another road. */
  verify(bundle: AuditBundle, held?: readonly string[]): Promise<Verified>;
}

export interface Verified {
  readonly exitCode: number;
  readonly text: string;
}

const VERIFIER = path.resolve('libs/audit/verify/kuittaus-verify.mjs');

export async function startExportingGateway(
  ledger: Ledger,
  changes: Partial<GatewayPorts> = {},
): Promise<ExportingGateway> {
  const logKey = aSigningKey('log', 'kuittaus.example/audit');
  const witnessKey = aSigningKey('witness', 'witness.example');
  const keys = [logKey.text, witnessKey.text];
  const clock = (): Date => new Date();
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const receipts = new LedgerReceipts(ledger, openReceiptSigner({ keys: [pem] }), clock);
  const step = async (): Promise<void> => {
    const { audit } = ledger;
    await audit.sequence({ limit: 1_000, groundsOf: () => ({ purpose: 'support', legalBasis: 'consent' }) });
    const tree = await audit.tree();
    const note = signCheckpoint(logKey, tree);
    await audit.addCheckpoint({ size: tree.size, note, signedAt: clock() });
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const line = signatureLine(cosign(witnessKey, text, clock()));
    await audit.addCosignature({ size: tree.size, witness: witnessKey.name, line, at: clock() });
  };
  const gateway = await startGateway({
    receipts,
    audit: new LedgerAuditDesk({
      audit: ledger.audit,
      index: ledger.index,
      receipts,
      keys: keys.map(parseVerifierKey),
      pause: step,
    }),
    retention: new LedgerRetentionDesk({ ledger, log: createLogger({ app: 'test', level: 'error' }) }),
    ...changes,
  });
  return {
    ...gateway,
    step,
    checkpoint: async () => {
      const found = await ledger.audit.newestCheckpoint({ isCosigned: true });
      return (found?.note ?? '') + (found?.cosignatures.join('') ?? '');
    },
    verify: (bundle, held = []) => verify(bundle, keys, held),
  };
}

async function verify(
  bundle: AuditBundle,
  keys: readonly string[],
  held: readonly string[],
): Promise<Verified> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kuittaus-verify-'));
  const inFolder = async (name: string, text: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return file;
  };
  try {
    const args = [VERIFIER, await inFolder('bundle.json', JSON.stringify(bundle)), '--lang', 'en'];
    for (const key of keys) args.push('--key', key);
    for (const [at, note] of held.entries()) {
      args.push('--checkpoint', await inFolder(`${String(at)}.txt`, note));
    }
    args.push('--receipt-keys', await inFolder('jwks.json', JSON.stringify(bundle.receiptKeys)));
    return await new Promise((resolve) => {
      execFile(process.execPath, args, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : Number(error.code);
        resolve({ exitCode, text: stdout + stderr });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
