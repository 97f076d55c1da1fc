import { at, listAt } from '#http';

/**
 * The closed set http://hl7.org/fhir/R4/valueset-issue-type.html. Nothing outside it is passed on: a server
 * may put anything into an OperationOutcome, an identity code too.
 */
const ISSUE_TYPES: ReadonlySet<unknown> = new Set([
  'invalid',
  'structure',
  'required',
  'value',
  'invariant',
  'security',
  'login',
  'unknown',
  'expired',
  'forbidden',
  'suppressed',
  'processing',
  'not-supported',
  'duplicate',
  'multiple-matches',
  'not-found',
  'deleted',
  'too-long',
  'code-invalid',
  'extension',
  'too-costly',
  'business-rule',
  'conflict',
  'transient',
  'lock-error',
  'no-store',
  'exception',
  'timeout',
  'incomplete',
  'throttled',
  'informational',
]);

/**
 * @returns the issue codes of an OperationOutcome, worst first as the server lists them, `other` for those
 * that are not of the standard; empty where the body is no OperationOutcome. Never its texts.
 */
export function issueCodesOf(body: unknown): readonly string[] {
  if (at(body, 'resourceType') !== 'OperationOutcome') return [];
  return listAt(body, 'issue').map((issue) => {
    const code = at(issue, 'code');
    return typeof code === 'string' && ISSUE_TYPES.has(code) ? code : 'other';
  });
}
