export interface Missed {
  readonly name: string;
  readonly selection: string;
  readonly seed: number;
}
export function runMutations(
  count: number,
  seed?: number,
): Promise<{ readonly made: Readonly<Record<string, number>>; readonly missed: readonly Missed[] }>;
export function runCleanExports(count: number, seed?: number): Promise<readonly object[]>;
