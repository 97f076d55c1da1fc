import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './configuration-fault.js';
import { pointedIssues, type FaultPath } from './zod-issues.js';

/** A configuration file that has the shape of its schema. */
export interface YamlFile<T> {
  /** File name without `.yaml`. */
  readonly stem: string;
  readonly value: T;
  /** First 12 hexadecimal digits of the SHA-256 of the file's bytes. */
  readonly digest: string;
  /** A fault at a place of this file. */
  readonly fault: (path: FaultPath, message: string, allowed?: readonly string[]) => Fault;
}

export interface YamlFolder<T> {
  readonly files: readonly YamlFile<T>[];
  /** Stems of the files with faults, so that a reference to one of them is not a second fault. */
  readonly unreadable: readonly string[];
}

/** A fault at an offset of the file's text. */
type FaultAt = (offset: number, message: string, allowed?: readonly string[]) => Fault;

/**
 * Reads every `*.yaml` of a folder, in the order of the names.
 * @param faults gets the faults of all files
 */
export function readYamlFolder<T>(folder: string, schema: z.ZodType<T>, faults: Fault[]): YamlFolder<T> {
  const names = entriesOf(folder, faults).filter((name) => name.endsWith('.yaml'));
  const files = names.sort().flatMap((name) => readYamlFile(join(folder, name), schema, faults) ?? []);
  const stems = names.map((name) => basename(name, '.yaml'));
  return { files, unreadable: stems.filter((stem) => !files.some((file) => file.stem === stem)) };
}

/** @returns undefined when the file has faults; they are added to `faults` */
export function readYamlFile<T>(
  file: string,
  schema: z.ZodType<T>,
  faults: Fault[],
): YamlFile<T> | undefined {
  const bytes = readOrFault(file, faults);
  return bytes === undefined ? undefined : readYaml({ file, bytes }, schema, faults);
}

/** The same of bytes that are no file yet: `file` is what its faults call it. */
export function readYaml<T>(
  { file, bytes }: { readonly file: string; readonly bytes: Buffer },
  schema: z.ZodType<T>,
  faults: Fault[],
): YamlFile<T> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(bytes.toString('utf8'), { lineCounter: lines, prettyErrors: false });
  const at: FaultAt = (offset, message, allowed) => {
    const { line, col } = lines.linePos(offset);
    const place = { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    return { ...place, message, ...(allowed === undefined ? {} : { allowed }) };
  };
  if (document.errors.length > 0) {
    faults.push(...document.errors.map(({ pos, message }) => at(pos[0], message)));
    return undefined;
  }
  const parsed = schema.safeParse(plainValueOf(document));
  const fault: YamlFile<T>['fault'] = (path, message, allowed) =>
    at(offsetOf(document, path), message, allowed);
  if (!parsed.success) {
    faults.push(...schemaFaults(document, parsed.error, at));
    return undefined;
  }
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { stem: basename(file, '.yaml'), value: parsed.data, digest, fault };
}

function entriesOf(folder: string, faults: Fault[]): string[] {
  try {
    return readdirSync(folder);
  } catch {
    faults.push({ file: folder, line: 1, column: 1, message: 'the folder cannot be read' });
    return [];
  }
}

function readOrFault(file: string, faults: Fault[]): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    faults.push({ file, line: 1, column: 1, message: 'the file cannot be read' });
    return undefined;
  }
}

/** An alias that leads nowhere, or to far too much, makes the file no value at all. */
function plainValueOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

function schemaFaults(document: Document, { issues }: z.ZodError, at: FaultAt): readonly Fault[] {
  return pointedIssues(issues).map(({ path, message, atKey, allowed }) => {
    const key = path.at(-1);
    if (atKey === true) return at(keyOf(document, path)?.range?.[0] ?? offsetOf(document, path), message);
    const missing = key !== undefined && !document.hasIn(path);
    return at(offsetOf(document, path), missing ? `${key} is missing` : message, allowed);
  });
}

/** Where the path leads, or as far along it as the file goes. */
function offsetOf(document: Document, path: FaultPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const steps = path.slice(0, length);
    const value: unknown = document.getIn(steps, true);
    const place = isNode(value) ? value : keyOf(document, steps);
    if (place?.range) return place.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** The key at the end of the path: it is there also when its value is empty. */
function keyOf(document: Document, path: FaultPath): Node | undefined {
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  return isNode(pair?.key) ? pair.key : undefined;
}
