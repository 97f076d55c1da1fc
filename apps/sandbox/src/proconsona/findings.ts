import type { AcknowledgementDetail } from '#cda';

/**
 * What the system says no with: a code each of the code system 40112, and a text. The first two are public, the
 * others are ours (README.md).
 */
export const REFUSALS = {
  integrity: { code: '4Y00007', text: 'Virhe sanoman eheydessä' },
  'no-rights': { code: '5Y00009', text: 'Käyttöoikeusvirhe' },
  'already-archived': { code: '4Y00101', text: 'Asiakirja on jo arkistoitu' },
  'version-order': { code: '4Y00102', text: 'Asiakirjan versio ei ole sarjan seuraava' },
  signature: { code: '4Y00104', text: 'Asiakirjan allekirjoitus ei kelpaa' },
  'unknown-client': { code: '4Y00105', text: 'Asiakasta ei ole' },
  'other-client': { code: '4Y00106', text: 'Asiakirjasarja on toisen asiakkaan' },
  nullified: { code: '4Y00107', text: 'Asiakirja on mitätöity' },
  document: { code: '4Y00108', text: 'Asiakirja ei ole määritysten mukainen' },
} as const;
export type RefusalName = keyof typeof REFUSALS;

interface Finding {
  readonly refusal: RefusalName;
  /** For a person who debugs; never a value. */
  readonly place: string;
}

/** What is wrong with a message: all of it is told at once. */
export class Findings {
  private readonly found: Finding[] = [];

  isEmpty(): boolean {
    return this.found.length === 0;
  }

  add(refusal: RefusalName, place: string): void {
    this.found.push({ refusal, place });
  }

  /** Adds a finding unless it holds. */
  expect(holds: boolean, refusal: RefusalName, place: string): void {
    if (!holds) this.add(refusal, place);
  }

  /** `1: …;2: …`, as the test environment's validator has it (interfaces.md, section 7). */
  get description(): string {
    return this.details.map(({ text }) => text).join(';');
  }

  get details(): readonly AcknowledgementDetail[] {
    return this.found.map(({ refusal, place }, index) => {
      const { code, text } = REFUSALS[refusal];
      return { type: 'E', code, text: `${index + 1}: ${text} (${place})` };
    });
  }
}
