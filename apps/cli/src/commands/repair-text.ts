import type { RepairPlanState, RepairVerdict } from '#domain';
import { STATE_WORDS } from '../words.js';
import type { FailuresAnswer, ItemAnswer, PlanAnswer } from './repair-answers.js';

const VERDICT_WORDS: Readonly<Record<RepairVerdict | 'changed', string>> = {
  'would-write': 'kirjoitettaisiin',
  'would-ask-first': 'kysyttäisiin ensin järjestelmältä',
  paused: 'asennus on pysäytetty',
  'not-installed': 'sovitinta ei ole asennettu',
  waits: 'odottaa aiempaa kirjausta',
  'in-flight': 'yritys on jo kesken',
  'by-hand': 'henkilön kirjattavana',
  confirmed: 'vahvistettu jo',
  attested: 'kuitattu jo',
  superseded: 'korvattu uudemmalla',
  'consent-ended': 'suostumus on päättynyt',
  cancelled: 'peruttu',
  changed: 'muuttunut suunnitelman jälkeen',
};

const PLAN_WORDS: Readonly<Record<RepairPlanState, string>> = {
  planned: 'suunniteltu',
  approved: 'hyväksytty',
  running: 'ajetaan',
  stopped: 'keskeytetty',
  done: 'valmis',
};

type ResultWord = keyof PlanAnswer['results'];
const RESULT_WORDS: Readonly<Record<ResultWord, string>> = {
  pending: 'ajamatta',
  retried: 'yritetty uudelleen',
  skipped: 'ohitettu',
  failed: 'ei voitu yrittää',
  'left-out': 'ei ajeta',
};

export function planText(plan: PlanAnswer): string {
  const { id, state, tasks, ratePerSecond, reason, needsSecondPerson, approvedAt, filter } = plan;
  const approval =
    needsSecondPerson && approvedAt === undefined ? ['Toisen pääkäyttäjän on hyväksyttävä.'] : [];
  return [
    `Suunnitelma ${id}: ${PLAN_WORDS[state]}, ${tasks} tehtävää, ${ratePerSecond}/s`,
    `Suodatin: ${JSON.stringify(filter)}`,
    `Perustelu: ${reason}`,
    ...approval,
    ...section('Koeajo:', VERDICT_WORDS, plan.verdicts),
    ...section('Tilanne:', RESULT_WORDS, plan.results),
    ...section('Uudelleen yritetyt ovat nyt:', STATE_WORDS, plan.retriedStates),
  ].join('\n');
}

export const planLine = ({ id, createdAt, state, tasks, reason }: PlanAnswer): string =>
  [id, createdAt, PLAN_WORDS[state], String(tasks), reason].join('  ');

export const itemLine = ({ taskId, verdict, result, judged, state }: ItemAnswer): string =>
  [
    taskId,
    VERDICT_WORDS[verdict],
    RESULT_WORDS[result ?? 'pending'] + (judged === undefined ? '' : ` (${VERDICT_WORDS[judged]})`),
    STATE_WORDS[state],
  ].join('  ');

export function failuresText({ examined, items }: FailuresAnswer): string {
  const lines = items.flatMap((group) => [
    [
      String(group.count).padStart(5),
      group.endpoint,
      group.reason ?? '-',
      group.outcome ?? '-',
      group.code ?? '-',
      `${group.firstSeen} – ${group.lastSeen}`,
    ].join('  '),
    `       esimerkiksi ${group.sampleTaskIds.join(' ')}`,
  ]);
  return [`Tutkittu ${examined} viimeisintä`, ...lines].join('\n');
}

function section<Word extends string>(
  heading: string,
  words: Readonly<Record<Word, string>>,
  counts: Readonly<Partial<Record<Word, number>>>,
): string[] {
  const lines = Object.entries<string>(words).flatMap(([word, said]) => {
    const count = new Map(Object.entries<number | undefined>(counts)).get(word);
    return count === undefined ? [] : [`  ${String(count).padStart(5)}  ${said}`];
  });
  return lines.length === 0 ? [] : [heading, ...lines];
}
