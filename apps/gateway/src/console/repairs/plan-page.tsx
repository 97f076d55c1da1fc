import { QUEUES_TEXTS, REPAIRS_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { REPAIR_VERDICTS, RUNNABLE_VERDICTS } from '#domain';
import type { RepairAct, RepairVerdict } from '#domain';
import type { Problem } from '../../http/problem.js';
import type { RepairPage } from '../../repairs/repair-desk.js';
import type { RepairItemView, RepairView } from '../../repairs/repair-view.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { Facts, Live, More, PostForm, RefreshToggle, StateLabel, Submit, Table } from '../parts/index.js';
import { AreaTabs } from '../queues/area-tabs.js';
import { RefusalNotice } from '../queues/refusal-notice.js';
import { statusOf } from '../queues/refusal.js';
import { FilterWords } from './filter-words.js';
import { PlanProgress } from './plan-progress.js';
import { PlanState } from './plan-state.js';

export interface PlanShown {
  readonly plan: RepairPage;
  /** The page of items that follows. */
  readonly nextHref: string | undefined;
  readonly refusal?: Problem | undefined;
  readonly message?: string;
}

/** A plan: what its dry run says, what may be done with it, how far it has come, and its tasks. */
export function planPage(shown: PlanShown, language: TextLanguage): PageView {
  const { plan, refusal, message } = shown;
  return {
    title: REPAIRS_TEXTS[language].plan.title(plan.tasks),
    area: 'queues',
    body: <Plan shown={shown} />,
    ...(message === undefined ? {} : { message }),
    ...(refusal === undefined ? {} : { status: statusOf(refusal) }),
  };
}

function Plan({ shown: { plan, nextHref, refusal } }: { readonly shown: PlanShown }) {
  const { language } = usePage();
  const { plan: texts } = REPAIRS_TEXTS[language];
  return (
    <>
      <AreaTabs here="repairs" />
      <RefusalNotice title={QUEUES_TEXTS[language].notDone} refusal={refusal} />
      <DryRun plan={plan} />
      <RefreshToggle />
      <Live id="progress" from={`/console/repairs/${plan.id}`}>
        <h2>{texts.actions}</h2>
        <Acts plan={plan} />
        <h2>{texts.progress}</h2>
        <PlanFacts plan={plan} />
        <PlanProgress plan={plan} />
      </Live>
      <h2>{texts.items}</h2>
      <Items items={plan.items} />
      <More href={nextHref} />
    </>
  );
}

function PlanFacts({ plan }: { readonly plan: RepairView }) {
  const { language, formats } = usePage();
  const { plan: texts } = REPAIRS_TEXTS[language];
  const { facts } = texts;
  const times = [
    [facts.created, plan.createdAt],
    [facts.approved, plan.approvedAt],
    [facts.started, plan.startedAt],
    [facts.stopped, plan.stoppedAt],
    [facts.ended, plan.endedAt],
  ] as const;
  return (
    <Facts
      facts={[
        [facts.state, <PlanState key="state" state={plan.state} />],
        [facts.reason, plan.reason],
        [facts.rate, texts.rate(plan.ratePerSecond)],
        ...times.flatMap(([name, at]) =>
          at === undefined ? [] : [[name, formats.dateTime(new Date(at))] as const],
        ),
        [facts.id, <code key="id">{plan.id}</code>],
      ]}
    />
  );
}

const isRunnable = (verdict: RepairVerdict): boolean =>
  (RUNNABLE_VERDICTS as readonly RepairVerdict[]).includes(verdict);

function DryRun({ plan: { filter, verdicts, tasks } }: { readonly plan: RepairView }) {
  const { language, formats } = usePage();
  const texts = REPAIRS_TEXTS[language];
  const found = REPAIR_VERDICTS.flatMap((verdict) => {
    const count = verdicts[verdict] ?? 0;
    return count === 0 ? [] : [{ verdict, count }];
  });
  const run = found.filter(({ verdict }) => isRunnable(verdict)).reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h2>{texts.plan.dryRun}</h2>
      <FilterWords filter={filter} />
      <p>
        {texts.plan.dryRunSummary(run, tasks - run)} {texts.plan.looksFirst}
      </p>
      <Table
        caption={texts.plan.dryRun}
        rows={found}
        rowKey={({ verdict }) => verdict}
        columns={[
          { heading: texts.plan.verdict, cell: ({ verdict }) => texts.verdicts[verdict] },
          { heading: texts.plan.count, isNumber: true, cell: ({ count }) => formats.count(count) },
        ]}
      />
    </>
  );
}

/** What the plan's state leaves to do. Whether this very person may do it is judged when it is done. */
function Acts({ plan }: { readonly plan: RepairView }) {
  const { language } = usePage();
  const { plan: texts } = REPAIRS_TEXTS[language];
  const { state, results, needsSecondPerson, approvedAt } = plan;
  const left = results.pending ?? 0;
  const waits = needsSecondPerson && approvedAt === undefined;
  if (state === 'done') return <p>{texts.ended}</p>;
  if (state === 'running') {
    return (
      <>
        <p>{texts.stopHelp}</p>
        <ActForm plan={plan} act="stop" label={texts.stop} tone="danger" />
      </>
    );
  }
  if (left === 0) return <p>{texts.nothingToRun}</p>;
  return (
    <>
      {waits && (
        <>
          <p>{texts.waitsForApproval}</p>
          <p>{texts.approveHelp}</p>
          <ActForm plan={plan} act="approve" label={texts.approve} />
        </>
      )}
      {!waits && (
        <ActForm plan={plan} act="run" label={state === 'stopped' ? texts.goOn(left) : texts.run(left)} />
      )}
    </>
  );
}

interface ActFormProps {
  readonly plan: Pick<RepairView, 'id'>;
  readonly act: RepairAct;
  readonly label: string;
  readonly tone?: 'primary' | 'danger';
}

const ActForm = ({ plan, act, label, tone = 'primary' }: ActFormProps) => (
  <PostForm action={`/console/repairs/${plan.id}/${act}`} class="actions">
    <Submit label={label} tone={tone} />
  </PostForm>
);

function Items({ items }: { readonly items: readonly RepairItemView[] }) {
  const { language, formats } = usePage();
  const texts = REPAIRS_TEXTS[language];
  const why = (judged: string): string =>
    isVerdict(judged) ? texts.verdicts[judged] : judged === 'changed' ? texts.plan.changed : judged;
  return (
    <Table
      caption={texts.plan.itemsCaption}
      rows={items}
      rowKey={({ taskId }) => taskId}
      columns={[
        {
          heading: texts.plan.task,
          cell: ({ taskId }) => (
            <a href={`/console/tasks/${taskId}`}>
              <code>{taskId}</code>
            </a>
          ),
        },
        { heading: texts.plan.verdict, cell: ({ verdict }) => texts.verdicts[verdict] },
        {
          heading: texts.plan.result,
          cell: ({ result, judged }) =>
            `${resultWord(texts.results, result)}${judged === undefined ? '' : `: ${why(judged)}`}`,
        },
        {
          heading: texts.plan.at,
          cell: ({ at }) => (at === undefined ? '–' : formats.dateTime(new Date(at))),
        },
        { heading: texts.plan.now, cell: ({ state }) => <StateLabel state={state} /> },
      ]}
    />
  );
}

const isVerdict = (word: string): word is RepairVerdict =>
  (REPAIR_VERDICTS as readonly string[]).includes(word);

const resultWord = (words: Readonly<Record<string, string>>, result = 'pending'): string =>
  words[result] ?? result;
