import { REPAIRS_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { RepairView } from '../../repairs/repair-view.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { Table } from '../parts/index.js';
import { AreaTabs } from '../queues/area-tabs.js';
import { FilterWords } from './filter-words.js';
import { PlanState } from './plan-state.js';

/** The newest plans. */
export const repairsPage = (plans: readonly RepairView[], language: TextLanguage): PageView => ({
  title: REPAIRS_TEXTS[language].title,
  area: 'queues',
  body: <Repairs plans={plans} />,
});

function Repairs({ plans }: { readonly plans: readonly RepairView[] }) {
  const { language, formats } = usePage();
  const texts = REPAIRS_TEXTS[language];
  return (
    <>
      <AreaTabs here="repairs" />
      <p>
        <a class="hds-button hds-button--primary" href="/console/repairs/new">
          {texts.newPlan}
        </a>
      </p>
      {plans.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Table
          caption={texts.list.caption}
          rows={plans}
          rowKey={({ id }) => id}
          columns={[
            {
              heading: texts.list.created,
              cell: ({ id, createdAt }) => (
                <a href={`/console/repairs/${id}`}>{formats.dateTime(new Date(createdAt))}</a>
              ),
            },
            { heading: texts.list.state, cell: ({ state }) => <PlanState state={state} /> },
            { heading: texts.list.filter, cell: ({ filter }) => <FilterWords filter={filter} /> },
            { heading: texts.list.reason, cell: ({ reason }) => reason },
            { heading: texts.list.tasks, isNumber: true, cell: ({ tasks }) => formats.count(tasks) },
            {
              heading: texts.list.progress,
              isNumber: true,
              cell: ({ tasks, results }) => formats.count(tasks - (results.pending ?? 0)),
            },
          ]}
        />
      )}
    </>
  );
}
