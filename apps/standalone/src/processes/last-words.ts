import { lastLines } from './log-file.js';

const LINES_LOOKED_AT = 40;
const CODES_TOLD = 3;
/** What `runMain` of #observability writes. */
const START_FAULT = /^[a-z-]+ cannot start: /;
const START_FAULT_LINES = 6;
/** `SomeError: ...` or `SomeError [CODE]: ...` as Node.js prints what nobody caught. */
const UNCAUGHT = /^(?:Uncaught )?(\w*(?:Error|Fault|Exception|Failed)\w*)(?: \[(\w+)\])?(?=:|$)/;
const CODE_PROPERTY = /^\s+code: '([\w-]+)'/;

/**
 * What a log says last of what went wrong, in one line; empty when it tells of no fault. An app that cannot
 * start says in full what is wrong with its settings. Of any other fault only codes and names are told, since
 * its text may quote what it choked on.
 */
export async function lastWords(logFile: string): Promise<string> {
  const lines = await lastLines(logFile, LINES_LOOKED_AT);
  return startFaultIn(lines) ?? codesIn(lines).join(', ');
}

/** @returns undefined when the app got further than its start since */
export function startFaultIn(lines: readonly string[]): string | undefined {
  const at = lines.findLastIndex((line) => START_FAULT.test(line));
  const words = lines.slice(at).slice(0, START_FAULT_LINES);
  if (at < 0 || lines.slice(at).some((line) => line.startsWith('{'))) return undefined;
  return words.join(' ').replace(START_FAULT, '');
}

/** @param lines of a log, JSON of our logger or whatever Node.js prints */
export function codesIn(lines: readonly string[]): string[] {
  const codes = lines.flatMap((line) => codeOf(line) ?? []);
  return [...new Set(codes.reverse())].slice(0, CODES_TOLD).reverse();
}

function codeOf(line: string): string | undefined {
  if (line.startsWith('{')) return codeOfEntry(line);
  const property = CODE_PROPERTY.exec(line)?.[1];
  if (property !== undefined) return property;
  const [, name, code] = UNCAUGHT.exec(line) ?? [];
  return code ?? (name === 'Error' ? undefined : name);
}

function codeOfEntry(line: string): string | undefined {
  const entry = objectOf(line);
  if (entry?.['level'] !== 'error' && entry?.['level'] !== 'warn') return undefined;
  const error = entry['error'];
  const inner: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const words = [entry['event'], entry['code'] ?? inner['code'] ?? inner['name']];
  return words.filter((word) => typeof word === 'string').join(' ') || undefined;
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    return { ...(JSON.parse(line) as object) };
  } catch {
    // The last line may be half written.
    return undefined;
  }
}
