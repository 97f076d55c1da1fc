/** One fault of a request or an answer against an OpenAPI document: where and which rule, never the value. */
export interface ContractFault {
  readonly place: 'path' | 'query' | 'header' | 'media-type' | 'body' | 'status';
  /** The parameter's name; in a body the JSON Pointer of the value. */
  readonly at: string;
  /** The keyword of JSON Schema that was broken; or `missing`, `unknown`, `repeated`, `not-json`. */
  readonly rule: string;
}

/** The document itself is unusable: a defect of ours, found when it is read. */
export class UnusableOpenApiDocument extends Error {
  readonly code = 'openapi-document-unusable';

  constructor(reason: string) {
    super(`The OpenAPI document cannot be used: ${reason}`);
    this.name = 'UnusableOpenApiDocument';
  }
}
