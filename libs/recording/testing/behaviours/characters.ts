import { expect } from '@jest/globals';
import { anAttempt, type AdapterBench } from '../adapter-bench.js';
import { anOrder } from '../an-order.js';
import type { AdapterBehaviour } from './behaviour.js';
import { expectMatch, rows } from './expectations.js';

const FINNISH_AND_SAMI = ['ÅÄÖåäö', 'ÁáČčĐđŊŋŠšŦŧŽž', 'ÂâÕõǤǥǦǧǨǩǮǯƷʒʼ'];
const OTHER_PLANES = ['👩🏽‍⚕️', '𐍈', '🇫🇮'];
const OF_FORMATS = [
  ']]>',
  '<a href="x">&amp;</a>',
  '|^~\\&',
  '\\F\\\\.br\\\\X0D\\',
  '%C3%A5+%00',
  '"\'\\u0041',
];
/** What is easily taken for the same, and is not: byte for byte it has to stay. */
const EASILY_CHANGED = [
  'A\u030a',
  '\u212b',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '  ',
  '\t',
  '\r\n',
  '\n\n',
  '\u0085',
];
const CONTROLS = [
  '\u0000',
  '\u0001',
  '\u0008',
  '\u000b',
  '\u000c',
  '\u001b',
  '\u001c',
  '\u001f',
  '\u007f',
  '\ufffe',
];

/** Recorded as it is and read back equal, or refused as not encodable: never changed, never left out. */
async function asItIsOrNotAtAll(bench: AdapterBench, text: string): Promise<'recorded' | 'refused'> {
  const order = anOrder(bench.records[0], { text: `alku ${text} loppu\n` });
  const outcome = await bench.adapter.write(order, anAttempt());
  if (outcome.kind === 'rejected') {
    expect(outcome).toMatchObject({ reason: 'not-encodable' });
    expect(await rows(bench, order)).toEqual([]);
    return 'refused';
  }
  expect(outcome).toMatchObject({ kind: 'recorded' });
  await expectMatch(bench, order);
  const [row] = await bench.standIn.rowsOf(order.seriesKey);
  expect(row?.content).toContain(`alku ${text} loppu`);
  return 'recorded';
}

export const CHARACTERS: readonly AdapterBehaviour[] = [
  {
    id: 'letters',
    title: 'records the letters of the languages of Finland, and other planes of Unicode, as they are',
    async check(bench) {
      for (const text of [...FINNISH_AND_SAMI, ...OTHER_PLANES]) {
        expect([text, await asItIsOrNotAtAll(bench, text)]).toEqual([text, 'recorded']);
      }
    },
  },
  {
    id: 'format-characters',
    title: 'records what the formats themselves use as it is',
    async check(bench) {
      for (const text of OF_FORMATS) {
        expect([text, await asItIsOrNotAtAll(bench, text)]).toEqual([text, 'recorded']);
      }
    },
  },
  {
    id: 'same-bytes',
    title: 'changes no white space, line end or composed letter on the way',
    async check(bench) {
      for (const text of EASILY_CHANGED) await asItIsOrNotAtAll(bench, text);
    },
  },
  {
    id: 'control-characters',
    title: 'records a control character as it is, or refuses the text as not encodable',
    async check(bench) {
      for (const text of CONTROLS) await asItIsOrNotAtAll(bench, text);
    },
  },
];
