import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { ContractFault } from './contract-fault.js';
import { below, type JsonObject, type Place } from './json-tree.js';

/** A body that was looked at: its faults, and its JSON, `undefined` where there is none. */
export interface ReadContent {
  readonly faults: readonly ContractFault[];
  readonly body: unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What the body of a request or an answer may be: media types with their schemas; none at all where none are listed. */
export class MessageContent {
  private readonly required: boolean;
  private readonly checks: ReadonlyMap<string, ValidateFunction>;

  /** @param owner the request body or the response that has the `content` */
  constructor(root: JsonObject, owner: Place | undefined, compiled: (schema: Place) => ValidateFunction) {
    const content = owner && below(root, owner, 'content');
    this.required = owner?.value['required'] === true;
    this.checks = new Map(
      Object.keys(content?.value ?? {}).flatMap((type) => {
        const media = content && below(root, content, type);
        const schema = media && below(root, media, 'schema');
        return schema === undefined ? [] : [[type, compiled(schema)] as const];
      }),
    );
  }

  read(contentType: string | undefined, body: Buffer): ReadContent {
    if (body.length === 0) {
      return { faults: this.required ? [fault('body', '', 'missing')] : [], body: undefined };
    }
    if (this.checks.size === 0) return { faults: [fault('body', '', 'unknown')], body: undefined };
    const check = this.checks.get(mediaType(contentType));
    if (check === undefined) return { faults: [fault('media-type', '', 'unknown')], body: undefined };
    if (mediaType(contentType) === FORM) return checked(check, formOf(body));
    const json = jsonOf(body);
    return json === undefined
      ? { faults: [fault('body', '', 'not-json')], body: undefined }
      : checked(check, json);
  }
}

const FORM = 'application/x-www-form-urlencoded';

/** @returns the type without its parameters; with another charset than UTF-8 it is no type of ours */
function mediaType(contentType = ''): string {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const known = parameters.every((parameter) => /^\s*(charset="?utf-8"?)?\s*$/.test(parameter));
  return known ? type.trim() : '';
}

/** @returns undefined for bytes that are no JSON in UTF-8: a finding about the message, not a failure */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

/** A name that comes twice becomes a list, which no schema of a text takes. */
function formOf(body: Buffer): unknown {
  const form = new URLSearchParams(body.toString('utf8'));
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const [value, ...others] = form.getAll(name);
      return [name, others.length === 0 ? value : [value, ...others]];
    }),
  );
}

function checked(check: ValidateFunction, body: unknown): ReadContent {
  check(body);
  const faults = (check.errors ?? []).map(({ instancePath, keyword }) =>
    fault('body', instancePath, keyword),
  );
  return { faults, body: faults.length === 0 ? body : undefined };
}

const fault = (place: ContractFault['place'], at: string, rule: string): ContractFault => ({
  place,
  at,
  rule,
});
