import { HL7 } from './write-parts.js';

/** A parsed element, as any reader of XML gives it (`#soap` does): this lib parses nothing itself. */
export interface XmlTree {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlTree | string)[];
}

/** @returns the child elements of that name, in the namespace of HL7 V3 unless another is given */
export function all(parent: XmlTree | undefined, name: string, namespace = HL7): readonly XmlTree[] {
  if (parent === undefined) return [];
  return parent.children.filter(
    (child): child is XmlTree =>
      typeof child !== 'string' && child.name === name && child.namespace === namespace,
  );
}

/** @returns the element at the end of the path, where each step has exactly one such element */
export function only(parent: XmlTree | undefined, ...path: readonly string[]): XmlTree | undefined {
  let place = parent;
  for (const name of path) {
    const found = all(place, name);
    if (found.length !== 1) return undefined;
    place = found[0];
  }
  return place;
}

/** @returns the attribute of the element at the end of the path */
export function attribute(
  parent: XmlTree | undefined,
  path: readonly string[],
  name: string,
): string | undefined {
  return only(parent, ...path)?.attributes.get(name);
}

export function textIn(element: XmlTree): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}
