import { QUEUES_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';
import { Label, Table } from '../parts/index.js';
import type { Column } from '../parts/index.js';
import { HourChart } from './hour-chart.js';
import type { EndpointOverview } from './operations-reader.js';
import { ReasonForm } from './reason-form.js';
import type { SaidReason } from './read-reason.js';
import { systemName } from './system-name.js';

/** A reason that was given for one endpoint, and not taken. */
export interface SaidOfEndpoint {
  readonly endpoint: string;
  readonly said: SaidReason;
}

export const reasonFieldId = (endpoint: string): string => `reason-${endpoint}`;

/** Each endpoint a row: how it is, what waits, how the last hour went, and stopping its traffic. */
export function EndpointTable({
  endpoints,
  said,
}: {
  readonly endpoints: readonly EndpointOverview[];
  readonly said: SaidOfEndpoint | undefined;
}) {
  const { language, formats, words } = usePage();
  const { columns } = QUEUES_TEXTS[language];
  const counted = (
    heading: string,
    count: (endpoint: EndpointOverview) => number,
  ): Column<EndpointOverview> => ({
    heading,
    isNumber: true,
    cell: (endpoint) => formats.count(count(endpoint)),
  });
  return (
    <Table
      caption={columns.caption}
      rows={endpoints}
      rowKey={({ endpoint }) => endpoint}
      columns={[
        {
          heading: columns.endpoint,
          cell: ({ endpoint, system }) => `${systemName(words, system)} (${endpoint})`,
        },
        { heading: columns.state, cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
        counted(columns.queued, ({ counts }) => (counts.queued ?? 0) + (counts.waiting ?? 0)),
        counted(columns.recording, ({ counts }) => counts.recording ?? 0),
        counted(
          columns.retrying,
          ({ counts }) => (counts.retrying ?? 0) + (counts.unknown ?? 0) + (counts.unconfirmed ?? 0),
        ),
        counted(columns.attention, ({ counts }) => counts['needs-attention'] ?? 0),
        {
          heading: columns.oldest,
          isNumber: true,
          cell: ({ oldestDueAgeMs: age }) => (age === undefined ? '–' : formats.duration(age)),
        },
        { heading: columns.hour, cell: (endpoint) => <LastHour endpoint={endpoint} /> },
        { heading: columns.actions, cell: (endpoint) => <EndpointAct endpoint={endpoint} said={said} /> },
      ]}
    />
  );
}

function EndpointState({ endpoint }: { readonly endpoint: EndpointOverview }) {
  const { language, formats, words } = usePage();
  const texts = QUEUES_TEXTS[language];
  const { installed, paused, pausedReason = '', pausedAt, breaker, probeAt } = endpoint;
  if (!installed) return <Label tone="neutral" icon="none" text={texts.notInstalled} />;
  const probe = probeAt === undefined ? '' : `, ${texts.probeAt(formats.time(new Date(probeAt)))}`;
  const since = pausedAt === undefined ? '' : formats.dateTime(new Date(pausedAt));
  return (
    <>
      {paused && <Label tone="alert" icon="none" text={texts.paused(pausedReason, since)} />}
      {(!paused || breaker !== 'closed') && (
        <Label {...BREAKER_LOOKS[breaker]} text={`${words.breaker[breaker]}${probe}`} />
      )}
    </>
  );
}

const BREAKER_LOOKS = {
  closed: { tone: 'success', icon: 'done' },
  'half-open': { tone: 'alert', icon: 'waiting' },
  open: { tone: 'error', icon: 'attention' },
} as const;

function LastHour({ endpoint: { endpoint, lastHour } }: { readonly endpoint: EndpointOverview }) {
  const { language, formats } = usePage();
  const texts = QUEUES_TEXTS[language];
  const sum = (which: 'succeeded' | 'failed'): string =>
    formats.count(lastHour.reduce((all, span) => all + span[which], 0));
  return (
    <>
      <HourChart title={texts.hourChart(endpoint)} spans={lastHour} />
      <div>{texts.hour(sum('succeeded'), sum('failed'))}</div>
    </>
  );
}

function EndpointAct({
  endpoint: { endpoint, paused },
  said,
}: {
  readonly endpoint: EndpointOverview;
  readonly said: SaidOfEndpoint | undefined;
}) {
  const { language } = usePage();
  const texts = QUEUES_TEXTS[language];
  return (
    <ReasonForm
      id={reasonFieldId(endpoint)}
      action={`/console/queues/${endpoint}/${paused ? 'resume' : 'pause'}`}
      label={paused ? texts.resume : texts.pause}
      reasonLabel={texts.reason}
      help={paused ? texts.resumeHelp : texts.pauseHelp}
      tone={paused ? 'primary' : 'danger'}
      said={said?.endpoint === endpoint ? said.said : undefined}
    />
  );
}
