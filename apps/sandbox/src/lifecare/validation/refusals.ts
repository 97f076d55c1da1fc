/** The stand-in's reasons for refusing, each with its FHIR issue type and a fixed sentence: never a value. */
export const REFUSALS = {
  'not-an-object': ['structure', 'An object is expected here.'],
  'not-a-list': ['structure', 'A list is expected here.'],
  'not-repeatable': ['structure', 'This element does not repeat.'],
  empty: ['structure', 'Empty lists, objects and texts do not exist in FHIR.'],
  'unknown-element': ['structure', 'R4 does not know this element here, or this server does not take it.'],
  'wrong-resource-type': ['structure', 'Another resource type is expected here, or none that is taken.'],
  extension: ['extension', 'This server takes no extensions.'],
  required: ['required', 'This element is compulsory.'],
  value: ['value', 'The value is not of the form that this element has.'],
  code: ['code-invalid', 'The code is not of the value set that this element has.'],
  profile: ['not-supported', 'This profile is not known for this resource type.'],
  choice: ['invariant', 'At most one form of this element may be given.'],
  period: ['invariant', 'The period ends before it starts.'],
  'media-type': ['value', 'Attachments are text/plain; charset=utf-8.'],
  base64: ['value', 'The data are not canonical base64 of UTF-8 text.'],
  hash: ['invariant', 'The hash is not the SHA-1 of the data.'],
  size: ['invariant', 'The size is not that of the data.'],
  'client-identifier': ['value', 'Not a valid personal identity code, nor a temporary id under an OID.'],
  'unknown-client': ['not-found', 'The client is not known here.'],
  'writer-identifier': ['value', 'Not an identifier of a Finnish professional or organisation.'],
  series: ['invariant', 'Exactly one identifier of the system urn:kuittaus:series is expected.'],
  'series-changed': ['conflict', 'The series identifier of a record cannot change.'],
  overlap: ['duplicate', 'Two entries of the Bundle are of one record.'],
  'record-kind': [
    'code-invalid',
    'Exactly one fitting coding of the system urn:kuittaus:record is expected.',
  ],
  'status-on-create': ['business-rule', 'A record cannot begin as entered in error.'],
  'no-provenance': ['business-rule', 'A content record comes with a Provenance that targets it.'],
  'provenance-target': ['business-rule', 'A Provenance targets content records of its own Bundle only.'],
  'full-url': ['value', 'fullUrl is a urn:uuid, once in a Bundle, or the address of what is put.'],
  'request-url': ['value', 'The request does not fit the resource.'],
  'not-updatable': ['not-supported', 'Only content records can be put.'],
  'unknown-reference': ['not-found', 'The reference leads nowhere.'],
  'reference-type': ['value', 'The reference leads to a resource type that is not allowed here.'],
  'contained-unused': ['invariant', 'A contained resource is referred to from its container.'],
  'contained-id': ['duplicate', 'Two contained resources have one id.'],
  'goal-subject': ['invariant', 'A goal is of the same client as its plan.'],
  'request-id': ['required', 'X-Request-Id is compulsory: 1 to 64 of A-Za-z0-9._-'],
  query: [
    'not-supported',
    'No query strings: identifiers do not belong into addresses. Search by POST _search.',
  ],
  interaction: [
    'not-supported',
    'This interaction is not offered. Write by transaction, search by POST _search.',
  ],
  'not-a-transaction': ['not-supported', 'Only a Bundle of type transaction is taken.'],
  'body-media-type': ['not-supported', 'This content type is not taken.'],
  'body-size': ['too-long', 'The body is too large.'],
  'not-found': ['not-found', 'Nothing is known under this address.'],
  'version-missing': ['required', 'A PUT names the version it replaces, by ifMatch.'],
  'stale-version': ['conflict', 'The version to be replaced is not the newest.'],
  nullified: ['conflict', 'The record was entered in error; it takes no further version.'],
  'several-matches': ['multiple-matches', 'More than one record matches the condition.'],
  'no-match': ['not-found', 'Nothing matches the conditional reference.'],
  'search-parameter': ['not-supported', 'A search parameter is unknown, repeated or missing.'],
  'search-value': ['value', 'The value of a search parameter is malformed.'],
  'no-rights': ['forbidden', 'The writer has no right to record here.'],
  'fault-on-demand': ['transient', 'A fault was ordered.'],
  'server-fault': ['exception', 'The stand-in failed.'],
} as const satisfies Record<string, readonly [issueType: string, text: string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** Where and why; `path` is a FHIRPath expression of element names and indexes. */
export interface Issue {
  readonly code: RefusalCode;
  readonly path?: string;
}

/** The whole request is refused with this HTTP status and an OperationOutcome of these issues. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly issues: readonly Issue[],
  ) {
    super(issues.map(({ code }) => code).join(', '));
    this.name = 'Refusal';
  }

  static of(status: number, code: RefusalCode, path?: string): Refusal {
    return new Refusal(status, [path === undefined ? { code } : { code, path }]);
  }
}

/** Code system of the detailed codes, the keys of {@link REFUSALS}. */
export const REFUSAL_CODE_SYSTEM = 'urn:kuittaus:lifecare-stand-in';

export function operationOutcome(issues: readonly Issue[]): object {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ code, path }) => ({
      severity: 'error',
      code: REFUSALS[code][0],
      details: { coding: [{ system: REFUSAL_CODE_SYSTEM, code }] },
      diagnostics: REFUSALS[code][1],
      ...(path === undefined ? {} : { expression: [path] }),
    })),
  };
}
