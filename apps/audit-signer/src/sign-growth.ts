import { judgeGrowth, parseCheckpoint, parseGrowRequest, signCheckpoint } from '#audit';
import type { KeptCheckpoint, SigningKey, TextAnswer } from '#audit';

/** What the signer refused, for its own log. */
export type Refusal = 'not-a-request' | 'other-origin' | 'other-size' | 'smaller' | 'inconsistent';

export interface SignerOptions {
  readonly key: SigningKey;
  readonly kept: KeptCheckpoint;
  readonly onRefusal: (refusal: Refusal) => void;
}

const SIZE_TYPE = 'text/x.tlog.size';

/**
 * Signs the log's tree if it grew from the one signed last, and from nothing else: whoever has the database, and even
 * the log's own code, gets no signature under a tree that forgot or changed an entry (R55).
 */
export function signGrowth({ key, kept, onRefusal }: SignerOptions, body: string): TextAnswer {
  const refuse = (refusal: Refusal, status: number): TextAnswer => {
    onRefusal(refusal);
    return { status, body: `${refusal}\n` };
  };
  const request = parseGrowRequest(body);
  const wanted = request === undefined ? undefined : parseCheckpoint(request.checkpoint);
  if (request === undefined || wanted === undefined) return refuse('not-a-request', 400);
  if (wanted.origin !== key.name) return refuse('other-origin', 404);
  const growth = judgeGrowth(kept.newest, wanted, request);
  switch (growth) {
    case 'other-size':
      // No alarm: the log asks so after a crash between our signature and its own note of it.
      return { status: 409, body: `${kept.newest?.size ?? 0}\n`, contentType: SIZE_TYPE };
    case 'smaller':
    case 'inconsistent':
      return refuse(growth, 422);
    case 'grew': {
      const note = signCheckpoint(key, wanted);
      kept.keep(wanted, note);
      return { status: 200, body: note };
    }
  }
}
