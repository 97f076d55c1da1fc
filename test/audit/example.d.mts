export interface Example {
  readonly bundle: string;
  readonly keys: string;
  readonly checkpoint: string;
}
export function makeExample(): Promise<Example>;
