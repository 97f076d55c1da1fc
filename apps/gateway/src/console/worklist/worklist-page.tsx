import { WORKLIST_TEXTS } from '#console-texts';
import type { WorklistCounts } from '#ledger';
import type { TaskView } from '../../reading/task-view.js';
import type { WorklistPage as TaskSlice } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import {
  EvidenceLabel,
  Live,
  More,
  Notice,
  OverdueLabel,
  RefreshToggle,
  StateLabel,
  Table,
} from '../parts/index.js';
import type { Column } from '../parts/index.js';
import { isOverdue, OmaKantaLabel } from './task-labels.js';
import { WorklistFilters } from './worklist-filters.js';
import { addressOfView, isFiltered, WORKLIST_PATH } from './worklist-view.js';
import type { WorklistTab, WorklistView } from './worklist-view.js';

interface WorklistPageProps {
  readonly view: WorklistView;
  readonly tabs: readonly WorklistTab[];
  readonly counts: WorklistCounts;
  readonly tasks: TaskSlice;
  /** When the newest acknowledgement was; asked for where nothing is left to do. */
  readonly lastAcknowledgedAt?: Date | undefined;
  readonly isNotADecision: boolean;
}

/** What is to be recorded, nearest deadline first, or what was acknowledged, newest first. */
export function WorklistPage(props: WorklistPageProps) {
  const { view, tabs, counts, tasks, isNotADecision } = props;
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].list;
  const address = addressOfView(view);
  return (
    <>
      <Tabs view={view} tabs={tabs} counts={counts} />
      {isNotADecision && (
        <Notice tone="error">
          <p>{texts.notADecision}</p>
        </Notice>
      )}
      <WorklistFilters view={view} teams={counts.teams} />
      <Live id="tasks" from={address}>
        <Overdue view={view} counts={counts} />
        {tasks.items.length === 0 ? <Empty {...props} /> : <Tasks view={view} items={tasks.items} />}
        <More href={tasks.next && addressOfView({ ...view, after: tasks.next })} />
      </Live>
      <RefreshToggle />
    </>
  );
}

function Tabs({ view, tabs, counts }: Pick<WorklistPageProps, 'view' | 'tabs' | 'counts'>) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].list;
  const names: Readonly<Record<WorklistTab, string>> = {
    own: texts.tabs.own(counts.own.waiting),
    organisation: texts.tabs.organisation(counts.organisation.waiting),
    acknowledged: texts.tabs.acknowledged,
  };
  return (
    <nav aria-label={texts.tabsLabel}>
      {/* The title's count is kept fresh where it is the same as the menu's. */}
      <ul class="tabs" data-count-in-title={view.tab === tabs[0] ? '' : undefined}>
        {tabs.map((tab) => (
          <li key={tab}>
            <a href={`${WORKLIST_PATH}?tab=${tab}`} aria-current={tab === view.tab ? 'page' : undefined}>
              {names[tab]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Overdue({ view, counts }: Pick<WorklistPageProps, 'view' | 'counts'>) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].list;
  if (view.tab === 'acknowledged' || counts[view.tab].overdue === 0) return null;
  return (
    <Notice tone="alert">
      <p>
        <strong>{texts.overdue(counts[view.tab].overdue)}</strong>
        {!view.isOverdueOnly && (
          <>
            {' '}
            <a href={`${WORKLIST_PATH}?tab=${view.tab}&deadline=overdue`}>{texts.showOverdue}</a>
          </>
        )}
      </p>
    </Notice>
  );
}

/** Nothing to do is a good result, and said so. */
function Empty({ view, lastAcknowledgedAt }: WorklistPageProps) {
  const { language, formats } = usePage();
  const texts = WORKLIST_TEXTS[language].list;
  if (isFiltered(view)) return <p>{texts.emptyFiltered}</p>;
  if (view.tab === 'acknowledged') return <p>{texts.emptyAcknowledged}</p>;
  return (
    <Notice tone="success">
      <p>
        {texts.empty}
        {lastAcknowledgedAt !== undefined && ` ${texts.lastAcknowledged(formats.date(lastAcknowledgedAt))}`}
      </p>
    </Notice>
  );
}

function Tasks({ view, items }: { readonly view: WorklistView; readonly items: readonly TaskView[] }) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].list;
  const isAcknowledged = view.tab === 'acknowledged';
  return (
    <Table
      caption={isAcknowledged ? texts.acknowledgedCaption : texts.caption}
      columns={useColumns(isAcknowledged)}
      rows={items}
      rowKey={({ id }) => id}
    />
  );
}

function useColumns(isAcknowledged: boolean): readonly Column<TaskView>[] {
  const { language, formats, words, now } = usePage();
  const { columns } = WORKLIST_TEXTS[language].list;
  const deadline: Column<TaskView> = {
    heading: columns.dueAt,
    cell: (task) => (
      <>
        {formats.day(new Date(task.dueAt))} {isOverdue(task, now) && <OverdueLabel />}
      </>
    ),
  };
  const acknowledged: Column<TaskView> = {
    heading: columns.acknowledgedAt,
    cell: ({ evidence }) => (evidence === undefined ? '' : formats.dateTime(new Date(evidence.at))),
  };
  return [
    isAcknowledged ? acknowledged : deadline,
    {
      heading: columns.record,
      cell: ({ id, record, operation, visibleToClient }) => (
        <>
          <a href={`${WORKLIST_PATH}/${id}`}>
            {words.records[record]} ({words.operations[operation]})
          </a>{' '}
          {visibleToClient && <OmaKantaLabel />}
        </>
      ),
    },
    { heading: columns.system, cell: ({ system }) => words.systems[system] },
    { heading: columns.decision, cell: ({ team, decisionId }) => `${decisionId}, ${team}` },
    {
      heading: columns.state,
      cell: ({ state, reason, evidence }) => (
        <>
          <StateLabel state={state} reason={reason} /> {evidence && <EvidenceLabel level={evidence.level} />}
        </>
      ),
    },
  ];
}
