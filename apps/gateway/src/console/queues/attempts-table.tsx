import { QUEUES_TEXTS } from '#console-texts';
import type { CourseAttempt, CourseEvent } from '#ledger';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';
import { OutcomeWord } from './cause.js';
import { kindName } from './waterfall.js';

/** Every attempt, newest first: what it was, who did it, how long it took, and what came of it. */
export function AttemptsTable({ attempts }: { readonly attempts: readonly CourseAttempt[] }) {
  const { language, formats } = usePage();
  const { task: texts, kinds } = QUEUES_TEXTS[language];
  const { timelineColumns: columns } = texts;
  if (attempts.length === 0) return <p>{texts.noAttempts}</p>;
  return (
    <Table
      caption={texts.timelineCaption}
      rows={attempts.toReversed()}
      rowKey={({ number }) => String(number)}
      columns={[
        { heading: columns.number, cell: ({ number }) => formats.count(number) },
        { heading: columns.kind, cell: ({ kind }) => kindName(kinds, kind) },
        { heading: columns.begun, cell: ({ begunAt }) => formats.dateTime(begunAt) },
        {
          heading: columns.duration,
          isNumber: true,
          cell: ({ begunAt, endedAt }) =>
            endedAt === undefined ? texts.underWay : formats.duration(endedAt.getTime() - begunAt.getTime()),
        },
        { heading: columns.outcome, cell: (attempt) => <Outcome attempt={attempt} /> },
        { heading: columns.worker, cell: ({ worker }) => <code>{worker}</code> },
      ]}
    />
  );
}

function Outcome({ attempt: { outcome, code } }: { readonly attempt: CourseAttempt }) {
  const { language } = usePage();
  if (outcome === undefined) return <>{QUEUES_TEXTS[language].task.underWay}</>;
  return (
    <>
      <OutcomeWord outcome={outcome} /> {code !== undefined && <code>{code}</code>}
    </>
  );
}

/** What else happened to the task, by the log: by whom, auditors read there. */
export function EventsTable({ events }: { readonly events: readonly CourseEvent[] }) {
  const { language, formats } = usePage();
  const { task: texts, eventKinds } = QUEUES_TEXTS[language];
  return (
    <Table
      caption={texts.eventsCaption}
      rows={events.toReversed().map((event, place) => ({ ...event, place }))}
      rowKey={({ place }) => String(place)}
      columns={[
        { heading: texts.at, cell: ({ at }) => formats.dateTime(at) },
        { heading: texts.event, cell: ({ kind }) => eventKinds[kind] ?? kind },
      ]}
    />
  );
}
