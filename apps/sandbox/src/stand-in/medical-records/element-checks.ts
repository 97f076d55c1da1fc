import { HL7, attribute, isOid, type XmlTree } from '#cda';

/** An element's name and how often it may stand there. */
export type Place = readonly [name: string, least: number, most: number];

export const one = (name: string): Place => [name, 1, 1];
export const maybe = (name: string): Place => [name, 0, 1];
export const many = (name: string, least = 1): Place => [name, least, Number.POSITIVE_INFINITY];

/** What every stand-in of Medical Records has a refusal for. */
export type CommonRefusal = 'integrity' | 'document' | 'unknown-client';

/** Hears what does not hold: one stand-in tells all of it at once, another refuses at the first. */
export interface Judge {
  expect(holds: boolean, refusal: CommonRefusal, place: string): void;
}

export interface Check {
  readonly findings: Judge;
  readonly refusal: CommonRefusal;
}

/** Finds children that are missing, too many, unknown, or not in this order; the first of them only. */
export function checkOrder(
  element: XmlTree,
  places: readonly Place[],
  { findings, refusal }: Check,
  namespace = HL7,
): void {
  const children = element.children.filter((child) => typeof child !== 'string');
  let next = 0;
  for (const [name, least, most] of places) {
    let count = 0;
    while (children[next]?.name === name && children[next]?.namespace === namespace && count < most) {
      next += 1;
      count += 1;
    }
    if (count < least) {
      findings.expect(false, refusal, `${element.name}/${name}`);
      return;
    }
  }
  findings.expect(next === children.length, refusal, element.name);
}

/** @returns the OID in the attribute `root` at the end of the path; empty, and a finding, where there is none */
export function oidAt(parent: XmlTree, path: readonly string[], { findings, refusal }: Check): string {
  const oid = attribute(parent, path, 'root') ?? '';
  findings.expect(isOid(oid), refusal, `${parent.name}/${path.join('/')}`);
  return oid;
}

/**
 * @param known codes that may stand there; none: any
 * @returns the code that stands there; empty, and a finding, where there is none
 */
export function checkCode(
  parent: XmlTree,
  path: readonly string[],
  known: { readonly codes?: readonly string[]; readonly system?: string },
  { findings, refusal }: Check,
): string {
  const code = attribute(parent, path, 'code') ?? '';
  const system = attribute(parent, path, 'codeSystem');
  const holds = known.codes === undefined ? code !== '' : known.codes.includes(code);
  const inSystem = known.system === undefined || system === known.system;
  findings.expect(holds && inSystem, refusal, `${parent.name}/${path.join('/')}`);
  return code;
}

/** @returns the number at the end of the path; 0, and a finding, where there is no version number */
export function versionAt(parent: XmlTree, path: readonly string[], { findings, refusal }: Check): number {
  const value = attribute(parent, path, 'value') ?? '';
  const isVersion = /^[1-9][0-9]{0,8}$/.test(value);
  findings.expect(isVersion, refusal, `${parent.name}/${path.join('/')}`);
  return isVersion ? Number(value) : 0;
}
