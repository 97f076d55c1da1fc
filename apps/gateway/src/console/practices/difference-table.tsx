import { PRACTICES_TEXTS } from '#console-texts';
import type { PracticesTexts } from '#console-texts';
import type { PlanDifferenceRow } from '#domain';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';

const SHOWN_IDS = 10;

/** What would be otherwise, each with the decisions in which it would be. */
export function DifferenceTable({ rows }: { readonly rows: readonly PlanDifferenceRow[] }) {
  const { language, formats, words } = usePage();
  const texts = PRACTICES_TEXTS[language];
  const { columns, caption } = texts.tryOut;
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ decisionIds: _ids, ...row }) => JSON.stringify(row)}
      columns={[
        { heading: columns.what, cell: (row) => whatOf(row, texts) },
        {
          heading: columns.record,
          cell: (row) =>
            row.change === 'refused'
              ? ''
              : `${words.records[row.record]}, ${words.systems[row.system]} (${row.rule})`,
        },
        {
          heading: columns.facts,
          cell: (row) =>
            row.change === 'refused' ? '' : row.facts.map((fact) => texts.dutyFacts[fact]).join(', '),
        },
        { heading: columns.count, cell: ({ count }) => formats.count(count), isNumber: true },
        { heading: columns.decisions, cell: (row) => <Decisions row={row} /> },
      ]}
    />
  );
}

const whatOf = (row: PlanDifferenceRow, texts: PracticesTexts): string =>
  row.change === 'refused'
    ? `${texts.refusedBy[row.by]}: ${texts.refusals[row.code]}`
    : texts.changes[row.change];

function Decisions({ row: { team, decisionIds } }: { readonly row: PlanDifferenceRow }) {
  const { language } = usePage();
  const { more } = PRACTICES_TEXTS[language].tryOut;
  const left = decisionIds.length - SHOWN_IDS;
  return (
    <>
      {decisionIds.slice(0, SHOWN_IDS).map((id, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <a href={`/console/decisions/${team}/${encodeURIComponent(id)}`}>{id}</a>
        </span>
      ))}
      {left > 0 && ` ${more(left)}`}
    </>
  );
}
