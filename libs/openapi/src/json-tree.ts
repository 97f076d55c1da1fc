import { UnusableOpenApiDocument } from './contract-fault.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A place in the document: what is there, and the JSON Pointer that leads to it. */
export interface Place {
  readonly value: JsonObject;
  readonly pointer: string;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns what is below the place under this name, references (`$ref`) followed; undefined where nothing is */
export function below(root: JsonObject, { value, pointer }: Place, name: string): Place | undefined {
  const found = value[name];
  return isObject(found)
    ? followed(root, { value: found, pointer: `${pointer}/${escaped(name)}` })
    : undefined;
}

/** @throws UnusableOpenApiDocument for a reference that leads nowhere, or out of the document */
function followed(root: JsonObject, place: Place): Place {
  const reference = place.value['$ref'];
  if (typeof reference !== 'string') return place;
  if (!reference.startsWith('#/')) throw new UnusableOpenApiDocument(`foreign reference ${reference}`);
  let value: unknown = root;
  for (const name of reference.slice(2).split('/')) {
    value = isObject(value) ? value[unescaped(name)] : undefined;
  }
  if (!isObject(value)) throw new UnusableOpenApiDocument(`reference ${reference} leads nowhere`);
  return followed(root, { value, pointer: reference.slice(1) });
}

/** One step of a JSON Pointer (RFC 6901). */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
