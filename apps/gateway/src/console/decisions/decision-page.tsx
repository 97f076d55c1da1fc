import { DECISIONS_TEXTS } from '#console-texts';
import type { DecisionsTexts, TextLanguage } from '#console-texts';
import { isFinal } from '#domain';
import type { DecisionView, HistoryEntry } from '../../reading/ledger-reader.js';
import type { TaskView } from '../../reading/task-view.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { EvidenceLabel, Facts, Notice, OverdueLabel, StateLabel, Table } from '../parts/index.js';
import { decisionPath } from './decisions-table.js';
import { RollUpLabel } from './roll-up-label.js';
import { DECISIONS_PATH } from './search-page.js';

/** One decision: its duties of all versions, what made each, and what proves it. No client data. */
export function decisionPage(
  decision: DecisionView,
  language: TextLanguage,
  { isAuditor }: { readonly isAuditor: boolean },
): PageView {
  return {
    title: DECISIONS_TEXTS[language].pageTitle(`${decision.team}/${decision.decisionId}`),
    area: 'decisions',
    body: <DecisionBody decision={decision} isAuditor={isAuditor} />,
  };
}

function DecisionBody({
  decision,
  isAuditor,
}: {
  readonly decision: DecisionView;
  readonly isAuditor: boolean;
}) {
  const { formats, language } = usePage();
  const texts = DECISIONS_TEXTS[language];
  const { tasks, warnings, history, erasedAt } = decision;
  return (
    <>
      {erasedAt !== undefined && (
        <Notice tone="info">
          <p>{texts.erased(formats.date(new Date(erasedAt)))}</p>
        </Notice>
      )}
      <DecisionFacts decision={decision} />
      {warnings.length > 0 && (
        <section>
          <h2>{texts.warnings}</h2>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>
                <code>{warning}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ReceiptLinks decision={decision} isAuditor={isAuditor} />
      {tasks.length === 0 ? <p>{texts.noDuties}</p> : <DutiesTable tasks={tasks} />}
      <HistoryTable history={history} />
    </>
  );
}

function DecisionFacts({ decision }: { readonly decision: DecisionView }) {
  const { formats, language, now } = usePage();
  const texts = DECISIONS_TEXTS[language];
  const { version, status, tasks, completeness } = decision;
  const recorded = completeness.confirmed + completeness.attested;
  const overdue = tasks.filter((task) => isOverdue(task, now)).length;
  return (
    <Facts
      facts={[
        [
          texts.state,
          <RollUpLabel
            key="state"
            rollUp={status}
            recorded={recorded}
            tasks={tasks.length}
            overdue={overdue}
          />,
        ],
        [texts.version, formats.count(version)],
        [
          texts.completeness,
          texts.completenessText(formats.count(recorded), formats.count(completeness.total)),
        ],
      ]}
    />
  );
}

const isOverdue = ({ state, dueAt }: TaskView, now: Date): boolean =>
  !isFinal(state) && new Date(dueAt) < now;

function ReceiptLinks({
  decision,
  isAuditor,
}: {
  readonly decision: DecisionView;
  readonly isAuditor: boolean;
}) {
  const texts = DECISIONS_TEXTS[usePage().language];
  const { team, decisionId } = decision;
  const path = decisionPath(DECISIONS_PATH, team, decisionId);
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{texts.receipt}</h2>
      <ul>
        <li>
          <a href={`${path}/receipt`}>{texts.receiptPage}</a>
        </li>
        <li>
          <a href={`${path}/receipt.json`} download>
            {texts.receiptDownload}
          </a>
        </li>
        {isAuditor && (
          <li>
            <a href={decisionPath('/console/log', team, decisionId)}>{texts.receiptProof}</a>
          </li>
        )}
      </ul>
    </section>
  );
}

function DutiesTable({ tasks }: { readonly tasks: readonly TaskView[] }) {
  const { formats, language, now, words } = usePage();
  const texts = DECISIONS_TEXTS[language];
  return (
    <Table
      caption={texts.dutiesCaption}
      rows={tasks}
      rowKey={({ id }) => id}
      columns={[
        {
          heading: texts.record,
          cell: (task) => (
            <>
              <a href={`/console/tasks/${task.id}`}>
                {words.systems[task.system]}: {words.records[task.record]}
              </a>
              <br />
              {words.operations[task.operation]}, {words.channels[task.channel]}
            </>
          ),
        },
        { heading: texts.version, isNumber: true, cell: ({ version }) => formats.count(version) },
        { heading: texts.rule, cell: ({ rule }) => <code>{rule}</code> },
        { heading: texts.recorder, cell: recorderOf(texts) },
        { heading: texts.due, cell: ({ dueAt }) => formats.dateTime(new Date(dueAt)) },
        {
          heading: texts.state,
          cell: (task) => (
            <>
              <StateLabel state={task.state} reason={task.reason} />
              {isOverdue(task, now) && <OverdueLabel />}
            </>
          ),
        },
        { heading: texts.evidence, cell: (task) => <Evidence task={task} /> },
        { heading: texts.attempts, isNumber: true, cell: ({ attempts }) => formats.count(attempts) },
      ]}
    />
  );
}

const recorderOf =
  (texts: DecisionsTexts) =>
  ({ recorder, onBehalfOf }: TaskView) => {
    const others = onBehalfOf.filter((one) => one !== recorder);
    return others.length === 0 ? recorder : `${recorder} (${texts.onBehalfOf}: ${others.join(', ')})`;
  };

/** How surely a record is known to exist, since when, and under which id in its system. */
export function Evidence({ task: { evidence } }: { readonly task: Pick<TaskView, 'evidence'> }) {
  const { formats, language } = usePage();
  const texts = DECISIONS_TEXTS[language];
  if (evidence === undefined) return <>{texts.noEvidence}</>;
  return (
    <>
      <EvidenceLabel level={evidence.level} /> {formats.dateTime(new Date(evidence.at))}
      <br />
      {texts.target}: <code>{evidence.targetId}</code>
    </>
  );
}

const EVENTS: Readonly<Record<string, keyof DecisionsTexts['events']>> = {
  'fi.kuittaus.decision.made': 'made',
  'fi.kuittaus.decision.cancelled': 'cancelled',
  'fi.kuittaus.consent.withdrawn': 'withdrawn',
  'fi.kuittaus.case-manager.changed': 'changed',
};

function HistoryTable({ history }: { readonly history: readonly HistoryEntry[] }) {
  const { formats, language } = usePage();
  const texts = DECISIONS_TEXTS[language];
  return (
    <Table
      caption={texts.historyCaption}
      rows={history}
      rowKey={({ eventId }) => eventId}
      columns={[
        { heading: texts.at, cell: ({ at }) => formats.dateTime(new Date(at)) },
        {
          heading: texts.event,
          cell: ({ type }) => {
            const known = EVENTS[type];
            return known === undefined ? <code>{type}</code> : texts.events[known];
          },
        },
        { heading: texts.version, isNumber: true, cell: ({ version }) => formats.count(version) },
        { heading: texts.eventId, cell: ({ eventId }) => <code>{eventId}</code> },
      ]}
    />
  );
}
