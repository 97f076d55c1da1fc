import { type JsonObject, isObject } from '../../json.js';
import type { Findings } from './findings.js';

/** Looks at one value and reports its faults; `path` is the value's FHIRPath. */
export type Rule = (value: unknown, path: string, findings: Findings) => void;

/** A look at a whole object, after its elements; the elements may still be faulty. */
export type ObjectRule = (value: JsonObject, path: string, findings: Findings) => void;

interface ElementRule {
  readonly rule: Rule;
  readonly required: boolean;
  readonly list: boolean;
}

/** The elements of a data type or resource: cardinalities as in R4, or narrower. */
export type Elements = Readonly<Record<string, ElementRule>>;

export const optional = (rule: Rule): ElementRule => ({ rule, required: false, list: false });
export const required = (rule: Rule): ElementRule => ({ rule, required: true, list: false });
export const anyNumber = (rule: Rule): ElementRule => ({ rule, required: false, list: true });
export const oneOrMore = (rule: Rule): ElementRule => ({ rule, required: true, list: true });

/** An object with these elements and no others. */
export function shape(elements: Elements, whole?: ObjectRule): Rule {
  const known = new Map(Object.entries(elements));
  const compulsory = [...known].filter(([, { required: must }]) => must).map(([name]) => name);
  return (value, path, findings) => {
    if (!isObject(value)) {
      findings.add('not-an-object', path);
      return;
    }
    const names = Object.keys(value);
    if (names.length === 0) findings.add('empty', path);
    for (const name of names) {
      const element = known.get(name);
      if (element === undefined) reportStranger(name, path, findings);
      else lookAtElement(element, value[name], `${path}.${name}`, findings);
    }
    for (const name of compulsory) {
      if (!Object.hasOwn(value, name)) findings.add('required', `${path}.${name}`);
    }
    whole?.(value, path, findings);
  };
}

/** At most one of the elements, the forms of one R4 choice element (`value[x]`). */
export function atMostOneOf(...names: readonly string[]): ObjectRule {
  return (value, path, findings) => {
    if (names.filter((name) => Object.hasOwn(value, name)).length > 1) findings.add('choice', path);
  };
}

function lookAtElement(element: ElementRule, value: unknown, path: string, findings: Findings): void {
  if (!element.list) {
    if (Array.isArray(value)) findings.add('not-repeatable', path);
    else element.rule(value, path, findings);
    return;
  }
  if (!Array.isArray(value)) {
    findings.add('not-a-list', path);
    return;
  }
  if (value.length === 0) findings.add('empty', path);
  value.forEach((item, index) => {
    element.rule(item, `${path}[${index}]`, findings);
  });
}

/** Names the element only where it looks like one, so that no sent text can come back in the answer. */
function reportStranger(name: string, path: string, findings: Findings): void {
  if (name === 'extension' || name === 'modifierExtension' || name.startsWith('_')) {
    findings.add('extension', path);
  } else {
    findings.add('unknown-element', /^[a-z][A-Za-z]{0,39}$/.test(name) ? `${path}.${name}` : path);
  }
}
