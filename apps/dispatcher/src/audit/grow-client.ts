import { formatGrowRequest } from '#audit';
import type { GrowRequest } from '#audit';

/** What the signer or a witness answers to "the log grew". */
export type GrowAnswer =
  | { readonly type: 'signed'; readonly text: string }
  /** It knows the log at this size: the proof must begin there. */
  | { readonly type: 'knows-size'; readonly size: number }
  /** It will not sign: the log is not what it was, or is none of its. */
  | { readonly type: 'refused'; readonly status: number }
  | { readonly type: 'away' };

export type AskToSign = (request: GrowRequest) => Promise<GrowAnswer>;

const ANSWER_WITHIN_MS = 5_000;
const OK = 200;
const CONFLICT = 409;
const SERVER_FAULT = 500;
const SIZE = /^(?:0|[1-9][0-9]{0,15})\n?$/;

/** @param address with the path of the call */
export const growClient =
  (address: string): AskToSign =>
  async (request) => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: formatGrowRequest(request),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return answerOf(response.status, await response.text());
    } catch {
      // Refused, cut off or late: to the log it is the same, and the next round asks again.
      return { type: 'away' };
    }
  };

function answerOf(status: number, text: string): GrowAnswer {
  if (status === OK) return { type: 'signed', text };
  if (status === CONFLICT && SIZE.test(text)) return { type: 'knows-size', size: Number(text) };
  return status >= SERVER_FAULT ? { type: 'away' } : { type: 'refused', status };
}
