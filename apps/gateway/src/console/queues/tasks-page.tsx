import { QUEUES_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { filterRequest, queryOf } from '../repairs/filter-fields.js';
import type { FilterFields } from '../repairs/filter-fields.js';
import { FilterWords } from '../repairs/filter-words.js';
import { AreaTabs } from './area-tabs.js';
import type { FoundTasks } from './operations-reader.js';
import { TasksTable } from './tasks-table.js';

/** The tasks that a filter finds. */
export function tasksPage(found: FoundTasks, fields: FilterFields, language: TextLanguage): PageView {
  const { title, titleMore } = QUEUES_TEXTS[language].tasks;
  const count = found.tasks.length;
  return {
    title: found.isMore ? titleMore(count) : title(count),
    area: 'queues',
    body: <Tasks found={found} fields={fields} />,
  };
}

function Tasks({
  found: { tasks, isMore },
  fields,
}: {
  readonly found: FoundTasks;
  readonly fields: FilterFields;
}) {
  const { language } = usePage();
  const { tasks: texts, failures } = QUEUES_TEXTS[language];
  return (
    <>
      <AreaTabs />
      <h2>{texts.filter}</h2>
      <FilterWords filter={filterRequest(fields)} />
      {tasks.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <>
          <p>
            <a href={`/console/repairs/new?${queryOf(fields)}`}>{failures.plan}</a>
          </p>
          {isMore && <p>{texts.more(tasks.length)}</p>}
          <TasksTable tasks={tasks} />
        </>
      )}
    </>
  );
}
