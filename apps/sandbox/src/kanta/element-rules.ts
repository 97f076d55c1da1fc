import { attribute, HL7, isOid, type XmlTree } from '#cda';
import { refuseUnless, type RefusalName } from './refusal.js';

/** An element's name and how often it may stand there. */
export type Place = readonly [name: string, least: number, most: number];

export const one = (name: string): Place => [name, 1, 1];
export const maybe = (name: string): Place => [name, 0, 1];
export const many = (name: string, least = 1): Place => [name, least, Number.POSITIVE_INFINITY];

/** Refuses children that are missing, too many, unknown, or not in this order. */
export function inOrder(
  element: XmlTree,
  places: readonly Place[],
  { refusal, namespace = HL7 }: { readonly refusal: RefusalName; readonly namespace?: string },
): void {
  const children = element.children.filter((child) => typeof child !== 'string');
  let next = 0;
  for (const [name, least, most] of places) {
    let count = 0;
    while (children[next]?.name === name && children[next]?.namespace === namespace && count < most) {
      next += 1;
      count += 1;
    }
    refuseUnless(count >= least, refusal, `${element.name}/${name}`);
  }
  refuseUnless(next === children.length, refusal, element.name);
}

/** @returns the OID in the attribute `root` of the element at the end of the path */
export function oidAt(parent: XmlTree, path: readonly string[], refusal: RefusalName): string {
  const oid = attribute(parent, path, 'root');
  refuseUnless(oid !== undefined && isOid(oid), refusal, `${parent.name}/${path.join('/')}`);
  return oid;
}

export function coded(
  parent: XmlTree,
  path: readonly string[],
  expected: { readonly code?: string; readonly system: string },
  refusal: RefusalName,
): string {
  const code = attribute(parent, path, 'code');
  const holds = code !== undefined && (expected.code === undefined || code === expected.code);
  const system = attribute(parent, path, 'codeSystem');
  refuseUnless(holds && system === expected.system, refusal, `${parent.name}/${path.join('/')}`);
  return code;
}
