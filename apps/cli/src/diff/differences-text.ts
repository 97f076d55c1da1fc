import type { DutyFact, PlanChange, PlanDifferenceRow, PlanDifferences, PracticeRefusal } from '#domain';

/** So many ids stand in the text; `--json` has them all. */
const SHOWN_IDS = 10;

export function differencesText({ decisions, different, rows }: PlanDifferences, since: Date): string {
  return [
    `Päätöksiä ${since.toISOString()} alkaen: ${decisions}; toisin suunniteltaisiin ${different}.`,
    ...rows.flatMap((row) => ['', ...rowLines(row)]),
  ].join('\n');
}

function rowLines(row: PlanDifferenceRow): readonly string[] {
  const { decisionIds } = row;
  const left = decisionIds.length - SHOWN_IDS;
  const more = left > 0 ? ` … ja ${left} muuta (--json)` : '';
  return [
    `${row.team}: ${what(row)}: ${decisionIds.length} päätöstä`,
    `  ${decisionIds.slice(0, SHOWN_IDS).join(', ')}${more}`,
  ];
}

function what(row: PlanDifferenceRow): string {
  if (row.change === 'refused') {
    const configuration = row.by === 'old' ? 'vanha kokoonpano' : 'uusi kokoonpano';
    return `${configuration} ei ota vastaan, ${REFUSAL_WORDS[row.code]}`;
  }
  const names = row.facts.map((fact) => FACT_WORDS[fact]);
  const which = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return `${row.rule} ${row.system}/${row.record} ${CHANGE_WORDS[row.change]}${which}`;
}

const CHANGE_WORDS: Readonly<Record<PlanChange['change'], string>> = {
  added: 'tulee lisää',
  removed: 'jää pois',
  changed: 'muuttuu',
};

const REFUSAL_WORDS: Readonly<Record<PracticeRefusal, string>> = {
  'unknown-team': 'tiimiä ei ole',
  'handling-not-allowed': 'käsittelytapaa ei sallita',
};

const FACT_WORDS: Readonly<Record<DutyFact, string>> = {
  rule: 'sääntö',
  recorder: 'kirjaaja',
  channel: 'sovitin tai käsin',
  onBehalfOf: 'kenen puolesta',
  after: 'järjestys',
  visibleToClient: 'näkyvyys asiakkaalle',
  withheld: 'suostumuksen ehto',
  dueAt: 'määräaika',
  content: 'sisältö',
};
