/** What the tests know of the verifier, which is plain JavaScript so that it can be carried alone. */
export interface Trust {
  readonly keys?: readonly string[];
  readonly held?: readonly string[];
  readonly receiptKeys?: object;
}
export interface Result {
  readonly fault?: { readonly code: string; readonly place: string } | undefined;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly unchecked: readonly string[];
}
export function verifyBundle(bundle: unknown, trust?: Trust): Result;
export function verifyLines(lines: Iterable<string> | AsyncIterable<string>, trust?: Trust): Promise<Result>;
export function describeResult(result: Result, language?: 'fi' | 'en'): string[];
export function exitCodeOf(result: Result): number;
