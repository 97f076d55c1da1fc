import { readJsonReply, type HttpExchangeResult, type JsonAnswer, type JsonReply } from '#http';
import { issueCodesOf } from './issue-codes.js';

/** How one FHIR interaction ended. */
export type FhirReply = FhirAnswer | Exclude<JsonReply, JsonAnswer>;

export interface FhirAnswer extends Omit<JsonAnswer, 'header'> {
  /** Of an OperationOutcome: standard codes only, never texts. */
  readonly issueCodes: readonly string[];
}

/** Reads an HTTP answer as FHIR JSON: parsed once, and never throwing. */
export function readFhirReply(result: HttpExchangeResult, now: Date): FhirReply {
  const reply = readJsonReply(result, now);
  if (reply.kind !== 'answered') return reply;
  const { header: _, ...answer } = reply;
  return { ...answer, issueCodes: issueCodesOf(answer.body) };
}
