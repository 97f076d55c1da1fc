import type { Judge } from '../stand-in/medical-records/element-checks.js';

/** What the archive says no with; each has a code of the code system 40112 and a text of its own. */
export const REFUSALS = {
  /** The two that are public. */
  integrity: { code: '4Y00007', text: 'Virhe sanoman eheydessä' },
  'no-rights': { code: '5Y00009', text: 'Käyttöoikeusvirhe' },
  /** Ours: the list is not public. */
  'already-archived': { code: '4Y00101', text: 'Asiakirja on jo arkistoitu' },
  'version-order': { code: '4Y00102', text: 'Asiakirjan versio ei ole sarjan seuraava' },
  'unknown-service-event': { code: '4Y00103', text: 'Palvelutapahtumaa ei ole' },
  signature: { code: '4Y00104', text: 'Asiakirjan allekirjoitus ei kelpaa' },
  'unknown-client': { code: '4Y00105', text: 'Potilasta ei ole' },
  'other-client': { code: '4Y00106', text: 'Sarja tai palvelutapahtuma on toisen potilaan' },
  nullified: { code: '4Y00107', text: 'Asiakirja on mitätöity' },
  document: { code: '4Y00108', text: 'Asiakirja ei ole määritysten mukainen' },
} as const;
export type RefusalName = keyof typeof REFUSALS;

/** The archive takes the message for understood, and refuses it. `place` is for a person who debugs, never a value. */
export class Refusal extends Error {
  constructor(
    readonly refusal: RefusalName,
    readonly place: string,
  ) {
    super(refusal);
    this.name = 'Refusal';
  }
}

/** The archive refuses at the first thing that does not hold. */
export const FIRST_FAULT: Judge = { expect: refuseUnless };

export function refuseUnless(holds: boolean, refusal: RefusalName, place: string): asserts holds {
  if (!holds) throw new Refusal(refusal, place);
}
