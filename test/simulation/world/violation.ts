/** What must never be, by a code of the invariant that it breaks. */
export class Violation extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Violation';
  }
}
