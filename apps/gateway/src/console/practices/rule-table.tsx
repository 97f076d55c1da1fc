import { PRACTICES_TEXTS } from '#console-texts';
import type { Rule } from '#domain';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';
import { conditionWords, furtherWords, recorderWords, systemWords } from './rule-words.js';

/** The routing matrix: record, system, recorder, condition. */
export function RuleTable({ rules }: { readonly rules: readonly Rule[] }) {
  const { language, words } = usePage();
  const { matrixCaption, matrixColumns: columns, always } = PRACTICES_TEXTS[language];
  return (
    <Table
      caption={matrixCaption}
      rows={rules}
      rowKey={({ id }) => id}
      columns={[
        { heading: columns.record, cell: ({ record }) => words.records[record] },
        { heading: columns.system, cell: (rule) => systemWords(rule, language) },
        { heading: columns.recorder, cell: (rule) => <Recorders rule={rule} /> },
        {
          heading: columns.condition,
          cell: (rule) => conditionWords(rule, language).join('; ') || always,
        },
        { heading: columns.more, cell: (rule) => furtherWords(rule, language).join('; ') },
        { heading: columns.rule, cell: ({ id }) => <code>{id}</code> },
      ]}
    />
  );
}

function Recorders({ rule }: { readonly rule: Rule }) {
  const { language } = usePage();
  const texts = PRACTICES_TEXTS[language];
  const { otherwise } = rule;
  if (otherwise === undefined) return <>{recorderWords(rule, language)}</>;
  const elsewhere = `${systemWords(otherwise, language)} (${recorderWords(otherwise, language)})`;
  return (
    <>
      <p>{recorderWords(rule, language)}</p>
      <p>{texts.otherwise(elsewhere)}</p>
    </>
  );
}
