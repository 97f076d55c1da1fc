import type { AuditBundle, SigningKey } from '#audit';

/** What the tests in TypeScript know of the made-up log. */
export const LOG_KEY: SigningKey;
export const WITNESS_KEY: SigningKey;
export function randomOf(seed: number): { below(count: number): number };
export class World {
  constructor(seed: number, count: number);
  export(asked: string): Promise<AuditBundle>;
}
