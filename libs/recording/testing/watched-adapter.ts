import { expect } from '@jest/globals';
import type { LookUpOutcome, RecordSystemAdapter, RecordingOrder, WriteOutcome } from '../src/adapter.js';

/** Of a closed set of our own making: short, and without what a person or a system wrote. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/;

/** The adapter, with a look at every outcome and every error: none may tell anything of a person (R30). */
export function watched(adapter: RecordSystemAdapter): RecordSystemAdapter {
  return {
    system: adapter.system,
    evidenceLevel: adapter.evidenceLevel,
    write: (order, context) => tellsNothing(order, () => adapter.write(order, context)),
    lookUp: (order, context) => tellsNothing(order, () => adapter.lookUp(order, context)),
  };
}

async function tellsNothing<Outcome extends WriteOutcome | LookUpOutcome>(
  order: RecordingOrder,
  ask: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    const outcome = await ask();
    expect(outcome.code).toMatch(CODE);
    expectNothingPersonal(JSON.stringify(outcome), order);
    return outcome;
  } catch (error) {
    if (error instanceof Error) expectNothingPersonal(`${error.message}\n${error.stack}`, order);
    throw error;
  }
}

/** @param told must hold nothing of the client, the writers and the content, as written or encoded */
export function expectNothingPersonal(told: string, order: RecordingOrder): void {
  const found = personalWords(order).filter((word) => formsOf(word).some((form) => told.includes(form)));
  // Only how many: the words themselves would be in the test's report.
  expect({ personalWordsFound: found.length }).toEqual({ personalWordsFound: 0 });
}

function personalWords({ client, clientIdentifier, recorder, text }: RecordingOrder): readonly string[] {
  const lines = text.split('\n').filter((line) => line.length > 12);
  const names = [client.familyName, recorder.name];
  return [clientIdentifier.value, ...names, ...lines];
}

/** As it is, and as it would be in an address; half a character has no form there. */
const formsOf = (word: string): readonly string[] => [
  word,
  encodeURIComponent(word.replace(/\p{Surrogate}/gu, '')),
];
