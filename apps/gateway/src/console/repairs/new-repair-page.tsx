import { REPAIRS_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { Problem } from '../../http/problem.js';
import { MOST_A_SECOND } from '../../repairs/repair-request.dto.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { ErrorSummary, PostForm, Submit, TextField } from '../parts/index.js';
import { AreaTabs } from '../queues/area-tabs.js';
import type { FoundTasks } from '../queues/operations-reader.js';
import { RefusalNotice } from '../queues/refusal-notice.js';
import { statusOf } from '../queues/refusal.js';
import { TasksTable } from '../queues/tasks-table.js';
import { filterRequest, pairsOf, queryOf } from './filter-fields.js';
import type { FilterFields } from './filter-fields.js';
import { FilterForm } from './filter-form.js';
import type { FilterFault } from './filter-form.js';
import { FilterWords } from './filter-words.js';

export interface FilterAsked {
  readonly fields: FilterFields;
  readonly endpoints: readonly string[];
  readonly faults: readonly FilterFault[];
  readonly isEmptyRefused: boolean;
}

/** The first step: which tasks. */
export function chooseTasksPage(asked: FilterAsked, language: TextLanguage): PageView {
  const isFaulty = asked.isEmptyRefused || asked.faults.length > 0;
  return {
    title: REPAIRS_TEXTS[language].newPlan,
    area: 'queues',
    ...(isFaulty ? { status: 422 } : {}),
    body: (
      <>
        <AreaTabs here="repairs" />
        <FilterForm {...asked} />
      </>
    ),
  };
}

/** What was given for a plan, and not taken. */
export interface SaidPlan {
  readonly reason: string;
  readonly rate: string;
  readonly reasonFault?: 'reason' | 'identity-code';
  readonly isRateFaulty: boolean;
}

export interface PlanAsked {
  readonly fields: FilterFields;
  readonly found: FoundTasks;
  readonly said?: SaidPlan;
  readonly refusal?: Problem | undefined;
}

/** The second step: what the filter finds, why it is to be tried again, and how fast. */
export function planTasksPage(asked: PlanAsked, language: TextLanguage): PageView {
  const { said, refusal } = asked;
  const status = refusal === undefined ? 422 : statusOf(refusal);
  return {
    title: REPAIRS_TEXTS[language].newPlan,
    area: 'queues',
    ...(said === undefined && refusal === undefined ? {} : { status }),
    body: <PlanTasks asked={asked} />,
  };
}

function PlanTasks({ asked: { fields, found, said, refusal } }: { readonly asked: PlanAsked }) {
  const { language } = usePage();
  const texts = REPAIRS_TEXTS[language];
  const count = found.tasks.length;
  return (
    <>
      <AreaTabs here="repairs" />
      <ErrorSummary
        errors={[
          ...(said?.reasonFault === undefined
            ? []
            : [{ id: 'plan-reason', text: texts.faults[said.reasonFault] }]),
          ...(said?.isRateFaulty === true ? [{ id: 'plan-rate', text: texts.faults.rate }] : []),
        ]}
      />
      <RefusalNotice title={texts.notPlanned} refusal={refusal} />
      <h2>{texts.filterTitle}</h2>
      <FilterWords filter={filterRequest(fields)} />
      <p>
        <a href={`/console/repairs/new?${queryOf(fields)}&change=1`}>{texts.changeFilter}</a>
      </p>
      {count === 0 ? (
        <p>{texts.foundNone}</p>
      ) : (
        <>
          <p>{found.isMore ? texts.foundMore(count) : texts.found(count)}</p>
          <PlanForm fields={fields} said={said} />
          <TasksTable tasks={found.tasks} />
        </>
      )}
    </>
  );
}

function PlanForm({ fields, said }: Pick<PlanAsked, 'fields'> & { readonly said: SaidPlan | undefined }) {
  const { language } = usePage();
  const texts = REPAIRS_TEXTS[language];
  return (
    <>
      <h2>{texts.planTitle}</h2>
      <p>{texts.plan.looksFirst}</p>
      <PostForm action="/console/repairs">
        {pairsOf(fields).map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <TextField
          id="plan-reason"
          name="reason"
          label={texts.reason}
          help={texts.reasonHelp}
          value={said?.reason}
          error={said?.reasonFault === undefined ? undefined : texts.faults[said.reasonFault]}
          maxLength={500}
          isRequired
        />
        <TextField
          id="plan-rate"
          name="rate"
          label={texts.rate}
          help={texts.rateHelp(MOST_A_SECOND)}
          value={said?.rate ?? DEFAULT_RATE}
          error={said?.isRateFaulty === true ? texts.faults.rate : undefined}
          type="number"
          isRequired
        />
        <Submit label={texts.makePlan} />
      </PostForm>
    </>
  );
}

const DEFAULT_RATE = '2';
