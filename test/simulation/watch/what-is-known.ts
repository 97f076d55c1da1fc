/** What the watch must know to be fair: nobody can do right about what nobody can know. */
export class WhatIsKnown {
  /** Series about which a system has not told the truth, or whose record a person had to leave as it was. */
  readonly liedTo = new Set<string>();
  /** Series of which a write in doubt was closed by administrators. */
  readonly closedInDoubt = new Set<string>();
  /** Nullifies that a cancellation added: they alone have an order. */
  readonly ordered = new Set<string>();
  /** Then the order of the tasks is not that of one practice. */
  practiceChanged = false;
}
