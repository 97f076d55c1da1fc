import { DEVELOPERS_TEXTS } from '#console-texts';
import { TEAM_APP_EVENT_STATES } from '#domain';
import type { TeamAppEventState } from '#domain';
import type { TeamAppEventView } from '../../team-app-events/team-app-events.js';
import { usePage } from '../frame/page-context.js';
import { Label, More, PostForm, Select, Table } from '../parts/index.js';
import { DeveloperTabs } from './developer-tabs.js';

export interface DeliveriesShown {
  readonly events: readonly TeamAppEventView[];
  /** Those that the viewer may ask for, by name. */
  readonly teams: readonly { readonly team: string; readonly name: string }[];
  readonly team: string | undefined;
  readonly state: TeamAppEventState | undefined;
  /** Where the next page is. */
  readonly next: string | undefined;
}

/** What the team applications were told, and what not. */
export function DeliveriesPage({ events, teams, team, state, next }: DeliveriesShown) {
  const { language } = usePage();
  const { deliveries: texts } = DEVELOPERS_TEXTS[language];
  return (
    <>
      <DeveloperTabs here="deliveries" />
      <form method="get" action="/console/developers/deliveries">
        <Select
          id="team"
          name="team"
          label={texts.team}
          choices={[
            { value: '', label: texts.all },
            ...teams.map((one) => ({ value: one.team, label: one.name })),
          ]}
          chosen={team ?? ''}
        />
        <Select
          id="state"
          name="state"
          label={texts.state}
          choices={[
            { value: '', label: texts.all },
            ...TEAM_APP_EVENT_STATES.map((one) => ({ value: one, label: texts.states[one] })),
          ]}
          chosen={state ?? ''}
        />
        <button type="submit" class="hds-button hds-button--secondary">
          {texts.search}
        </button>
      </form>
      {events.length === 0 ? <p>{texts.none}</p> : <DeliveryTable events={events} />}
      <More href={next} />
    </>
  );
}

function DeliveryTable({ events }: Pick<DeliveriesShown, 'events'>) {
  const { language, formats } = usePage();
  const { deliveries: texts, receivedEvents } = DEVELOPERS_TEXTS[language];
  const { columns } = texts;
  return (
    <Table
      caption={texts.caption}
      rows={events}
      rowKey={({ id }) => id}
      columns={[
        {
          heading: columns.event,
          cell: ({ type }) => (
            <>
              <code>{type}</code> {receivedEvents[type]}
            </>
          ),
        },
        {
          heading: columns.decision,
          cell: ({ team, decisionId, version }) => `${team} ${decisionId} (${version})`,
        },
        { heading: columns.state, cell: (event) => <State event={event} /> },
        { heading: columns.attempts, cell: ({ attempts }) => formats.count(attempts), isNumber: true },
        { heading: columns.made, cell: ({ createdAt }) => formats.dateTime(new Date(createdAt)) },
        {
          heading: columns.took,
          cell: ({ createdAt, deliveredAt }) =>
            deliveredAt === undefined
              ? ''
              : formats.duration(Math.max(0, Date.parse(deliveredAt) - Date.parse(createdAt))),
        },
        { heading: columns.actions, cell: ({ id }) => <Resend id={id} /> },
      ]}
    />
  );
}

const LOOKS = {
  pending: { tone: 'info', icon: 'waiting' },
  delivered: { tone: 'success', icon: 'done' },
  'given-up': { tone: 'error', icon: 'attention' },
} as const;

function State({ event: { state, lastCode, nextAttemptAt, address } }: { readonly event: TeamAppEventView }) {
  const { language, formats } = usePage();
  const { deliveries: texts } = DEVELOPERS_TEXTS[language];
  const isWaiting = state === 'pending' && address === 'enabled';
  return (
    <>
      <Label {...LOOKS[state]} text={texts.states[state]} />
      {lastCode !== undefined && ` ${texts.failed(lastCode)}`}
      {isWaiting &&
        nextAttemptAt !== undefined &&
        ` ${texts.nextAttempt(formats.dateTime(new Date(nextAttemptAt)))}`}
      {state !== 'delivered' && address === 'disabled' && <p>{texts.addressDisabled}</p>}
      {state !== 'delivered' && address === 'none' && <p>{texts.addressNone}</p>}
    </>
  );
}

function Resend({ id }: { readonly id: string }) {
  const { language } = usePage();
  const { deliveries: texts } = DEVELOPERS_TEXTS[language];
  return (
    <PostForm action={`/console/developers/deliveries/${id}/resend`}>
      <button
        type="submit"
        class="hds-button hds-button--secondary hds-button--small"
        aria-label={texts.resendOf(id)}
      >
        {texts.resend}
      </button>
    </PostForm>
  );
}
