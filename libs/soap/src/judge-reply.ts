import type { SoapAnswer, SoapReply } from './soap-reply.js';
import type { XmlElement } from './xml-element.js';

/** An answer with a message in it: what it means is for the message's own rules. */
interface Answered {
  readonly kind: 'message';
  readonly body: XmlElement;
}

interface NotNow {
  readonly kind: 'not-now';
  readonly code: string;
  readonly retryAfterMs?: number;
}

/** What became of a request that must not be repeated blindly. Codes are of closed sets: nothing that the service wrote. */
export type SoapJudgement =
  | Answered
  /** `sent` false: surely nothing left. */
  | (NotNow & { readonly sent: boolean })
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string };

export function judgeReply(reply: SoapReply): SoapJudgement {
  switch (reply.kind) {
    case 'not-sent':
      return { kind: 'not-now', code: `not-sent-${reply.code}`, sent: false };
    case 'no-answer':
      return { kind: 'unknown', code: `no-answer-${reply.code}` };
    case 'answered':
      return judgeAnswer(reply);
  }
}

/** Of a question: what is no answer to it is `not-now`, for the asking can be repeated. */
export function judgeQueryReply(reply: SoapReply): Answered | NotNow {
  if (reply.kind !== 'answered') return { kind: 'not-now', code: `query-${reply.kind}-${reply.code}` };
  const { status, body, content } = reply;
  if (status === 200 && body !== undefined) return { kind: 'message', body };
  return notNow(reply, status === 200 ? `query-${content}` : `query-${answerCode(reply)}`);
}

function judgeAnswer(answer: SoapAnswer): SoapJudgement {
  const { status, content } = answer;
  const code = answerCode(answer);
  // These mean the same whatever stands in the body, a proxy's page included.
  if ([408, 425, 429, 503].includes(status)) return { ...notNow(answer, code), sent: true };
  if (status >= 300 && status < 400) return { kind: 'rejected', code };
  // Something between us and the service may have written this: it tells nothing of what the service did.
  if (content === 'unreadable') return { kind: 'unknown', code: 'answer-unreadable' };
  if (content === 'foreign') return { kind: 'unknown', code: 'answer-of-another' };
  if (content === 'fault') return { kind: isOurFault(answer) ? 'rejected' : 'unknown', code };
  if (status >= 400 && status < 500) return { kind: 'rejected', code };
  if (status !== 200 || answer.body === undefined) return { kind: 'unknown', code };
  return { kind: 'message', body: answer.body };
}

/** A server's fault may come after the work was done; one that is ours says that the message was not understood. */
function isOurFault({ fault }: SoapAnswer): boolean {
  return fault === 'Client' || fault === 'VersionMismatch' || fault === 'MustUnderstand';
}

function notNow({ retryAfterMs }: SoapAnswer, code: string): NotNow {
  return { kind: 'not-now', code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** `soap-<status>`, with the kind of fault. */
function answerCode({ status, fault }: SoapAnswer): string {
  return fault === undefined ? `soap-${status}` : `soap-${status}-${fault.toLowerCase()}`;
}
