import { LOG_TEXTS } from '#console-texts';
import type { BacklogAge, RecordingFigures } from '#ledger';
import { ChartFigure, StackedBars } from '../charts/index.js';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';
import { attemptsOf } from './figures.js';

interface FiguresProps {
  readonly figures: RecordingFigures;
}

const LOOKS = ['empty', 'dotted', 'hatched', 'solid'] as const;

/** How old the open records are, a system at a time. */
export function BacklogChart({ figures: { backlog } }: FiguresProps) {
  const { formats, language, words } = usePage();
  const texts = LOG_TEXTS[language];
  if (backlog.length === 0) return <p>{texts.backlogNothing}</p>;
  const rows = backlog.map((age) => ({ label: words.systems[age.system], counts: countsOf(age) }));
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const open = sum(rows.map(({ counts }) => sum(counts)));
  const older = sum(backlog.map((age) => age.older));
  const caption = texts.backlogConclusion(formats.count(open), formats.count(older));
  return (
    <CountsChart id="backlog" title={texts.backlogTitle} caption={caption} series={texts.ages} rows={rows} />
  );
}

const countsOf = ({ underDay, underThreeDays, underWeek, older }: BacklogAge): Counts => [
  underDay,
  underThreeDays,
  underWeek,
  older,
];

/** How many writes automatic records took, a system at a time. */
export function AttemptsChart({ figures }: FiguresProps) {
  const { formats, language, words } = usePage();
  const texts = LOG_TEXTS[language];
  const rows = attemptsOf(figures).map(({ system, counts }) => ({ label: words.systems[system], counts }));
  const tried = rows.reduce((total, { counts: [, ...begun] }) => total + begun[0] + begun[1] + begun[2], 0);
  const once = rows.reduce((total, { counts }) => total + counts[1], 0);
  if (tried === 0) return null;
  return (
    <CountsChart
      id="attempts"
      title={texts.attemptsTitle}
      caption={texts.attemptsConclusion(formats.percent(once / tried))}
      series={texts.attempts}
      rows={rows}
    />
  );
}

type Counts = readonly [number, number, number, number];

interface CountsChartProps {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly series: readonly [string, string, string, string];
  readonly rows: readonly { readonly label: string; readonly counts: Counts }[];
}

/** Counts in four steps, a row a system. */
function CountsChart({ id, title, caption, series, rows }: CountsChartProps) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  const total = (counts: Counts): string => formats.count(counts.reduce((sum, count) => sum + count, 0));
  return (
    <ChartFigure
      id={id}
      caption={caption}
      tableLabel={texts.asTable}
      drawing={(size, drawing) => (
        <StackedBars
          id={drawing}
          size={size}
          title={title}
          description={caption}
          series={series.map((label, place) => ({ label, look: LOOKS[place] ?? 'empty' }))}
          bars={rows.map(({ label, counts }) => ({ label, values: counts, total: total(counts) }))}
        />
      )}
    >
      <Table
        caption={title}
        rows={rows}
        rowKey={({ label }) => label}
        columns={[
          { heading: texts.systemHeading, cell: ({ label }: CountsChartProps['rows'][number]) => label },
          ...series.map((heading, place) => ({
            heading,
            isNumber: true,
            cell: ({ counts }: CountsChartProps['rows'][number]) => formats.count(counts[place] ?? 0),
          })),
          { heading: texts.total, isNumber: true, cell: ({ counts }) => total(counts) },
        ]}
      />
    </ChartFigure>
  );
}
