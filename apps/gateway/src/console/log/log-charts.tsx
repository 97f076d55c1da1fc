import { LOG_TEXTS } from '#console-texts';
import type { RecordingFigures, RecordingTimes } from '#ledger';
import { ChartFigure, RangeDots, StackedBars } from '../charts/index.js';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';
import { onTimeShare, TARGET_SHARE, totalsOf, weeksOf } from './figures.js';

interface FiguresProps {
  readonly figures: RecordingFigures;
}

/** How many records were made in time, week by week, against the target. */
export function WeeksChart({ figures }: FiguresProps) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  const weeks = weeksOf(figures);
  const share = onTimeShare(totalsOf(figures.weeks));
  const target = formats.percent(TARGET_SHARE);
  const caption =
    share === undefined
      ? texts.weeksNothing
      : texts.weeksConclusion(formats.percent(share), target, share >= TARGET_SHARE);
  const day = (week: string): string => formats.date(new Date(`${week}T12:00:00Z`));
  return (
    <ChartFigure
      id="weeks"
      caption={caption}
      tableLabel={texts.asTable}
      drawing={(size, id) => (
        <StackedBars
          id={id}
          size={size}
          title={texts.weeksTitle}
          description={caption}
          isShare
          target={{ share: TARGET_SHARE, label: texts.target(target) }}
          series={[
            { label: texts.onTime, look: 'solid' },
            { label: texts.late, look: 'hatched' },
            { label: texts.open, look: 'empty' },
          ]}
          bars={weeks.map(([week, { onTime, late, open, overdue }]) => ({
            label: day(week),
            values: [onTime, late + overdue, open],
            total: formats.count(onTime + late + overdue + open),
          }))}
        />
      )}
    >
      <Table
        caption={texts.weeksTitle}
        rows={weeks}
        rowKey={([week]) => week}
        columns={[
          { heading: texts.week, cell: ([week]) => day(week) },
          { heading: texts.onTime, isNumber: true, cell: ([, { onTime }]) => formats.count(onTime) },
          {
            heading: texts.late,
            isNumber: true,
            cell: ([, { late, overdue }]) => formats.count(late + overdue),
          },
          { heading: texts.open, isNumber: true, cell: ([, { open }]) => formats.count(open) },
          {
            heading: texts.unrecorded,
            isNumber: true,
            cell: ([, { unrecorded }]) => formats.count(unrecorded),
          },
          { heading: texts.total, isNumber: true, cell: ([, { tasks }]) => formats.count(tasks) },
        ]}
      />
    </ChartFigure>
  );
}

/** How long records take from the decision on, a system at a time, against the time that there is. */
export function TimesChart({ figures: { times } }: FiguresProps) {
  const { formats, language, words } = usePage();
  const texts = LOG_TEXTS[language];
  const slowest = times.reduce<RecordingTimes | undefined>(
    (most, one) => (most === undefined || one.p90Ms > most.p90Ms ? one : most),
    undefined,
  );
  if (slowest === undefined) return null;
  const duration = (ms: number): string => formats.duration(Math.max(0, ms));
  const caption = texts.timesConclusion(
    words.systems[slowest.system],
    duration(slowest.p90Ms),
    slowest.p90Ms <= slowest.allowedMs,
  );
  return (
    <ChartFigure
      id="times"
      caption={caption}
      tableLabel={texts.asTable}
      drawing={(size, id) => (
        <RangeDots
          id={id}
          size={size}
          title={texts.timesTitle}
          description={caption}
          legend={{ median: texts.median, p90: texts.p90, target: texts.allowed }}
          format={duration}
          rows={times.map(({ system, medianMs, p90Ms, allowedMs }) => ({
            label: words.systems[system],
            median: medianMs,
            p90: p90Ms,
            target: allowedMs,
          }))}
        />
      )}
    >
      <Table
        caption={texts.timesTitle}
        rows={times}
        rowKey={({ system }) => system}
        columns={[
          { heading: texts.systemHeading, cell: ({ system }) => words.systems[system] },
          { heading: texts.total, isNumber: true, cell: ({ tasks }) => formats.count(tasks) },
          { heading: texts.median, isNumber: true, cell: ({ medianMs }) => duration(medianMs) },
          { heading: texts.p90, isNumber: true, cell: ({ p90Ms }) => duration(p90Ms) },
          { heading: texts.allowed, isNumber: true, cell: ({ allowedMs }) => duration(allowedMs) },
        ]}
      />
    </ChartFigure>
  );
}

/** How long organisations take to acknowledge; never people. */
export function DelaysChart({ figures: { acknowledgements } }: FiguresProps) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  const rows = acknowledgements.map(({ organisation, ...delay }, place) => ({
    ...delay,
    key: String(place),
    label: organisation ?? texts.otherOrganisations,
  }));
  const slowest = rows.toSorted((one, other) => other.p90Ms - one.p90Ms)[0];
  if (slowest === undefined) return <p>{texts.delaysNothing}</p>;
  const duration = (ms: number): string => formats.duration(Math.max(0, ms));
  const caption = texts.delaysConclusion(slowest.label, duration(slowest.p90Ms));
  return (
    <ChartFigure
      id="delays"
      caption={caption}
      tableLabel={texts.asTable}
      drawing={(size, id) => (
        <RangeDots
          id={id}
          size={size}
          title={texts.delaysTitle}
          description={caption}
          legend={{ median: texts.median, p90: texts.p90 }}
          format={duration}
          rows={rows.map(({ label, medianMs, p90Ms }) => ({ label, median: medianMs, p90: p90Ms }))}
        />
      )}
    >
      <p>{texts.delaysPrivacy}</p>
      <Table
        caption={texts.delaysTitle}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { heading: texts.organisation, cell: ({ label }) => label },
          {
            heading: texts.acknowledgements,
            isNumber: true,
            cell: (row) => formats.count(row.acknowledgements),
          },
          { heading: texts.median, isNumber: true, cell: ({ medianMs }) => duration(medianMs) },
          { heading: texts.p90, isNumber: true, cell: ({ p90Ms }) => duration(p90Ms) },
        ]}
      />
    </ChartFigure>
  );
}
