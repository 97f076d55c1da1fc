import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  cosign,
  judgeGrowth,
  KeptCheckpoint,
  parseGrowRequest,
  signatureLine,
  verifyCheckpoint,
} from '#audit';
import type { GrowRequest, SigningKey, TextAnswer, VerifiedCheckpoint, VerifierKey } from '#audit';

/** What the witness refused, for its own log: the last three are what a log that lies would ask for. */
export type Refusal =
  'not-a-request' | 'origin-unknown' | 'not-signed-by-the-log' | 'smaller' | 'inconsistent' | 'other-root';

export interface WitnessOptions {
  readonly key: SigningKey;
  /** Of the logs that it watches; several of one name are one log's, newer and older. */
  readonly logKeys: readonly VerifierKey[];
  /** Where it keeps the newest checkpoint of each log. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly onRefusal: (refusal: Refusal) => void;
}

const SIZE_TYPE = 'text/x.tlog.size';

/**
 * A witness (C2SP tlog-witness, add-checkpoint): cosigns a log's checkpoint once it has seen that the log grew from
 * the one that it cosigned last. Two readers that were shown two logs cannot both be shown its cosignature.
 */
export class Witness {
  private readonly kept = new Map<string, KeptCheckpoint>();

  /** @throws KeptCheckpointUnreadable */
  constructor(private readonly options: WitnessOptions) {
    for (const origin of new Set(options.logKeys.map(({ name }) => name))) {
      const file = join(options.folder, `cosigned-${createHash('sha256').update(origin).digest('hex')}`);
      this.kept.set(origin, new KeptCheckpoint(file, options.logKeys));
    }
  }

  addCheckpoint(body: string): TextAnswer {
    const request = parseGrowRequest(body);
    if (request === undefined) return this.refuse('not-a-request', 400);
    const kept = this.kept.get(request.checkpoint.split('\n', 1)[0] ?? '');
    if (kept === undefined) return this.refuse('origin-unknown', 404);
    const checkpoint = verifyCheckpoint(request.checkpoint, this.options.logKeys);
    if (checkpoint === undefined) return this.refuse('not-signed-by-the-log', 403);
    if (request.oldSize > checkpoint.size) return this.refuse('not-a-request', 400);
    return this.judge(kept, checkpoint, request);
  }

  private judge(kept: KeptCheckpoint, checkpoint: VerifiedCheckpoint, request: GrowRequest): TextAnswer {
    const known = kept.newest;
    const growth = judgeGrowth(known, checkpoint, request);
    switch (growth) {
      case 'other-size':
        if (known !== undefined && checkpoint.size < known.size) this.options.onRefusal('smaller');
        return { status: 409, body: `${known?.size ?? 0}\n`, contentType: SIZE_TYPE };
      case 'smaller':
        return this.refuse('smaller', 409);
      case 'inconsistent':
        return checkpoint.size === known?.size
          ? this.refuse('other-root', 409)
          : this.refuse('inconsistent', 422);
      case 'grew': {
        kept.keep(checkpoint, request.checkpoint);
        const line = signatureLine(cosign(this.options.key, checkpoint.note.text, this.options.clock()));
        return { status: 200, body: line };
      }
    }
  }

  private refuse(refusal: Refusal, status: number): TextAnswer {
    this.options.onRefusal(refusal);
    return { status, body: `${refusal}\n` };
  }
}
