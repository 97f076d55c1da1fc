import { checkpointText, cosignedAt, parseSignatureLines, signatureLine, verifyCheckpoint } from '#audit';
import type { VerifierKey } from '#audit';
import type { AuditLog, StoredCheckpoint } from '#ledger';
import type { Logger, Metrics } from '#observability';
import type { AskToSign, GrowAnswer } from './grow-client.js';

export interface CheckpointOptions {
  readonly audit: Pick<
    AuditLog,
    'tree' | 'newestCheckpoint' | 'consistencyProof' | 'addCheckpoint' | 'addCosignature' | 'isExportWaiting'
  >;
  readonly signer: { readonly ask: AskToSign; readonly keys: readonly VerifierKey[] };
  readonly witness?: { readonly ask: AskToSign; readonly keys: readonly VerifierKey[] };
  readonly clock: () => Date;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'checkpointRefused'>;
}

/** A checkpoint at least so often while there are new entries (R53). */
const MOST_ENTRIES = 1_000;
const LONGEST_MS = 5_000;

/** @returns one round: a checkpoint when one is due, and the witness's cosignature to the newest one */
export function checkpointRound(options: CheckpointOptions): () => Promise<boolean> {
  return async () => {
    const newest = await options.audit.newestCheckpoint({ isCosigned: false });
    const signed = (await isDue(options, newest)) ? await sign(options, newest) : newest;
    if (signed !== undefined) await letWitnessSee(options, signed);
    return false;
  };
}

async function isDue(
  { audit, clock }: CheckpointOptions,
  newest: StoredCheckpoint | undefined,
): Promise<boolean> {
  const { size } = await audit.tree();
  const signedSize = newest?.size ?? 0;
  if (size === signedSize) return false;
  const ageMs = newest === undefined ? LONGEST_MS : clock().getTime() - newest.signedAt.getTime();
  return (
    ageMs >= LONGEST_MS || size - signedSize >= MOST_ENTRIES || (await audit.isExportWaiting(signedSize))
  );
}

async function sign(
  options: CheckpointOptions,
  newest: StoredCheckpoint | undefined,
): Promise<StoredCheckpoint | undefined> {
  const { audit, signer, clock, log } = options;
  const tree = await audit.tree();
  const [origin] = signer.keys;
  const checkpoint = checkpointText({ origin: origin?.name ?? '', ...tree });
  const answer = await askFrom(options, signer.ask, {
    oldSize: newest?.size ?? 0,
    size: tree.size,
    checkpoint,
  });
  if (answer.type !== 'signed') {
    tellSigner(options, answer);
    return newest;
  }
  const verified = verifyCheckpoint(answer.text, signer.keys);
  if (verified?.note.text !== checkpoint) {
    options.metrics.checkpointRefused({ by: 'signer' });
    log.error('audit.checkpoint-not-signed', { code: 'not-what-was-asked' });
    return newest;
  }
  const stored = { size: tree.size, note: answer.text, signedAt: clock() };
  await audit.addCheckpoint(stored);
  return { ...stored, cosignatures: [] };
}

function tellSigner({ log, metrics }: CheckpointOptions, answer: GrowAnswer): void {
  if (answer.type === 'away') {
    log.warn('audit.signer-away');
    return;
  }
  // It signed a larger or another tree before: this one forgot or changed something.
  metrics.checkpointRefused({ by: 'signer' });
  log.error('audit.checkpoint-not-signed', { code: answer.type });
}

async function letWitnessSee(options: CheckpointOptions, signed: StoredCheckpoint): Promise<void> {
  const { audit, witness, log, metrics } = options;
  if (witness === undefined || signed.cosignatures.length > 0) return;
  const cosigned = await audit.newestCheckpoint({ isCosigned: true });
  if (cosigned?.size === signed.size) return;
  const answer = await askFrom(options, witness.ask, {
    oldSize: cosigned?.size ?? 0,
    size: signed.size,
    checkpoint: signed.note,
  });
  switch (answer.type) {
    case 'signed':
      await keepCosignatures(options, signed, answer.text);
      return;
    case 'away':
      log.warn('audit.witness-away');
      return;
    case 'refused':
    case 'knows-size':
      metrics.checkpointRefused({ by: 'witness' });
      log.error('audit.checkpoint-not-cosigned', { code: answer.type });
      return;
  }
}

async function keepCosignatures(
  { audit, witness, log, metrics }: CheckpointOptions,
  signed: StoredCheckpoint,
  lines: string,
): Promise<void> {
  const text = signed.note.slice(0, signed.note.lastIndexOf('\n\n') + 1);
  const given = (parseSignatureLines(lines) ?? []).flatMap((signature) => {
    const key = witness?.keys.find((known) => cosignedAt(known, text, signature) !== undefined);
    const at = key === undefined ? undefined : cosignedAt(key, text, signature);
    return at === undefined ? [] : [{ signature, at }];
  });
  if (given.length === 0) {
    metrics.checkpointRefused({ by: 'witness' });
    log.error('audit.checkpoint-not-cosigned', { code: 'not-what-was-asked' });
  }
  for (const { signature, at } of given) {
    const line = signatureLine(signature);
    await audit.addCosignature({ size: signed.size, witness: signature.name, line, at });
  }
}

/** Asks from the size that we believe it knows; where it knows another one, once more from there. */
async function askFrom(
  { audit }: CheckpointOptions,
  ask: AskToSign,
  {
    oldSize,
    size,
    checkpoint,
  }: { readonly oldSize: number; readonly size: number; readonly checkpoint: string },
): Promise<GrowAnswer> {
  const proofFrom = (from: number): Promise<Buffer[]> => audit.consistencyProof(from, size);
  const answer = await ask({ oldSize, proof: await proofFrom(oldSize), checkpoint });
  if (answer.type !== 'knows-size' || answer.size > size || answer.size === oldSize) return answer;
  return ask({ oldSize: answer.size, proof: await proofFrom(answer.size), checkpoint });
}
