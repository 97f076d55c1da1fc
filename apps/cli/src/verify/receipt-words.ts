import type { TaskState } from '#domain';
import type { ReceiptFault } from '#security';
import { STATE_WORDS } from '../words.js';
import type { SaidByReceipt } from './receipt-payload.js';

/** The verdict on a receipt in one language. */
export interface ReceiptWords {
  readonly proven: string;
  readonly key: (kid: string) => string;
  readonly decision: (said: SaidByReceipt) => string;
  readonly issued: (at: string) => string;
  readonly tasks: (count: number) => string;
  readonly states: Readonly<Record<TaskState, string>>;
  readonly notChecked: readonly string[];
  readonly faults: Readonly<Record<ReceiptFault, string>>;
}

const finnish: ReceiptWords = {
  proven:
    'TOSITE ON AITO: allekirjoitus täsmää, eikä yksikään merkki ole muuttunut allekirjoittamisen jälkeen.',
  key: (kid) => `Avain: ${kid}`,
  decision: ({ team, decisionId, version, practiceVersion }) =>
    `Päätös: ${team} / ${decisionId}, versio ${version}, kirjauskäytäntö ${practiceVersion}`,
  issued: (at) => `Annettu: ${at}`,
  tasks: (count) => `Kirjaustehtäviä kaikissa versioissa: ${count}`,
  states: STATE_WORDS,
  notChecked: [
    'Tätä ei tarkistettu:',
    '- kenen avain on: avaintiedostoon luotettiin sellaisena kuin se annettiin',
    '- mikä tilanne on nyt: tosite kertoo tilanteen antohetkellä, ja päätöksestä voi olla uudempi versio',
    '- mitä järjestelmissä lukee: tositteessa ei ole kirjausten sisältöä eikä asiakkaan tietoja',
    '- onko kirjanpidossa kaikki: tosite luettelee ne tehtävät, jotka kirjanpito tunsi',
  ],
  faults: {
    'not-a-receipt': 'TOSITE EI KELPAA: tiedosto ei ole täydellisyystosite, tai sitä on muutettu.',
    'unknown-key':
      'TOSITE EI KELPAA: avaintiedostossa ei ole avainta, jonka tosite nimeää. Avaintiedosto on väärä tai vanha, tai tositetta on muutettu.',
    'signature-wrong':
      'TOSITE EI KELPAA: allekirjoitus ei täsmää. Ainakin yksi merkki on muuttunut allekirjoittamisen jälkeen.',
  },
};

const english: ReceiptWords = {
  proven:
    'THE RECEIPT IS GENUINE: the signature holds, and not one character has changed since it was signed.',
  key: (kid) => `Key: ${kid}`,
  decision: ({ team, decisionId, version, practiceVersion }) =>
    `Decision: ${team} / ${decisionId}, version ${version}, practice ${practiceVersion}`,
  issued: (at) => `Issued: ${at}`,
  tasks: (count) => `Recording tasks in all versions: ${count}`,
  states: {
    waiting: 'waiting',
    queued: 'queued',
    recording: 'recording',
    retrying: 'retrying',
    unknown: 'outcome unknown',
    unconfirmed: 'unconfirmed',
    'awaiting-person': 'awaiting a person',
    'needs-attention': 'needs attention',
    confirmed: 'confirmed',
    attested: 'attested',
    withheld: 'withheld',
    cancelled: 'cancelled',
    superseded: 'superseded',
  },
  notChecked: [
    'This was not checked:',
    '- whose key it is: the file of keys was trusted as it was given',
    '- how things stand now: the receipt tells the moment it was issued, and there may be a newer version',
    '- what stands in the record systems: the receipt holds no content and nothing of the client',
    '- whether the ledger has everything: the receipt lists the tasks that the ledger knew',
  ],
  faults: {
    'not-a-receipt': 'THE RECEIPT DOES NOT HOLD: this is no completeness receipt, or it was changed.',
    'unknown-key':
      'THE RECEIPT DOES NOT HOLD: the file of keys lacks the key that it names. The file is the wrong one or too old, or the receipt was changed.',
    'signature-wrong':
      'THE RECEIPT DOES NOT HOLD: the signature is wrong. At least one character has changed since it was signed.',
  },
};

export const RECEIPT_WORDS = { fi: finnish, en: english } as const;
export type ReceiptLanguage = keyof typeof RECEIPT_WORDS;

export const isReceiptLanguage = (text: string): text is ReceiptLanguage =>
  Object.hasOwn(RECEIPT_WORDS, text);
