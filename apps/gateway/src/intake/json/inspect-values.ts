import type { Fault } from '../../http/problem.js';
import { memberPointer } from './json-pointer.js';
import { isJsonList, isJsonObject } from './json-value.js';
import type { JsonObject, JsonValue } from './json-value.js';

/** NUL, which no database text can hold, and halves of surrogate pairs, which no UTF-8 can. */
const FORBIDDEN = /[\0\p{Surrogate}]/u;

export const holdsForbiddenCharacter = (text: string): boolean => FORBIDDEN.test(text);

/** The largest event that the schema allows has about 1,500 values; what is larger is not looked at closely. */
const MOST_VALUES = 2_000;
/** The longest list that the schema allows. */
const LONGEST_LIST = 50;

/** `__proto__`, `constructor`, `toString` and their like: libraries read meaning into them, no event has them. */
const isInherited = (key: string): boolean => key === 'prototype' || key in Object.prototype;

export const TOO_MANY_VALUES = 'too-many-values';

/**
 * What is refused in any value, whatever its place in the schema.
 * @param at JSON Pointer of the value
 */
export function inspectValues(value: JsonObject, at: string): Fault[] {
  const faults: Fault[] = [];
  const waiting: [JsonValue, string][] = [[value, at]];
  let seen = 1;

  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [current, path] = next;
    if (typeof current === 'string') {
      if (holdsForbiddenCharacter(current)) faults.push({ path, code: 'forbidden-character' });
    } else if (typeof current === 'object' && current !== null) {
      if (isJsonList(current) && current.length > LONGEST_LIST) faults.push({ path, code: 'max-items' });
      seen += Object.keys(current).length;
      if (seen > MOST_VALUES) return [{ path: at, code: TOO_MANY_VALUES }];
      for (const [key, member] of Object.entries(current)) {
        const memberPath = memberPointer(path, key);
        if (isJsonList(current) || !isInherited(key)) waiting.push([member, memberPath]);
        else faults.push({ path: memberPath, code: 'unknown-field' });
      }
    }
  }
  return faults;
}

/**
 * @returns a copy that can be looked at safely and quickly: without the keys that {@link inspectValues} refuses,
 * and with overlong lists cut, yet still too long
 */
export function plainCopy(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isInherited(key))
      .map(([key, member]) => [key, copy(member)]),
  );
}

/** Events are 20 levels deep at most when they get here: recursion is safe. */
function copy(value: JsonValue): JsonValue {
  if (isJsonObject(value)) return plainCopy(value);
  return isJsonList(value) ? value.slice(0, LONGEST_LIST + 1).map(copy) : value;
}
