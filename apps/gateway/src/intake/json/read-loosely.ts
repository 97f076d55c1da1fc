import { isJsonObject } from './json-value.js';
import type { JsonObject, JsonValue } from './json-value.js';

/**
 * Reading of an event whose shape may be wrong: what is not of the wanted kind is as if absent. So the rules
 * of the content are looked at beside the shape, and every fault is told at once.
 */
export const textAt = (value: JsonObject | undefined, key: string): string | undefined => {
  const member = own(value, key);
  return typeof member === 'string' ? member : undefined;
};

export const objectAt = (value: JsonObject | undefined, key: string): JsonObject | undefined => {
  const member = own(value, key);
  return isJsonObject(member) ? member : undefined;
};

export interface ListedObject {
  readonly index: number;
  readonly item: JsonObject;
}

export const objectsAt = (value: JsonObject, key: string): ListedObject[] => {
  const member = own(value, key);
  if (!Array.isArray(member)) return [];
  return member.flatMap((item: JsonValue, index) => (isJsonObject(item) ? [{ index, item }] : []));
};

export const own = (value: JsonObject | undefined, key: string): JsonValue | undefined =>
  value !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
