import { QUEUES_TEXTS } from '#console-texts';
import { isFinal } from '#domain';
import type { TaskView } from '../../reading/task-view.js';
import { usePage } from '../frame/page-context.js';
import { OverdueLabel, StateLabel, Table } from '../parts/index.js';
import { systemName } from './system-name.js';

/** Tasks by what they are and where they go: nothing of clients, and nothing of what is recorded. */
export function TasksTable({ tasks }: { readonly tasks: readonly TaskView[] }) {
  const { language, words, formats, now } = usePage();
  const texts = QUEUES_TEXTS[language].tasks;
  return (
    <Table
      caption={texts.caption}
      rows={tasks}
      rowKey={({ id }) => id}
      columns={[
        {
          heading: texts.task,
          cell: ({ id, record, operation, system, team, decisionId }) => (
            <a href={`/console/tasks/${id}`}>
              {words.records[record]}, {systemName(words, system)}: {words.operations[operation]}, {team}{' '}
              {decisionId}
            </a>
          ),
        },
        {
          heading: texts.due,
          cell: ({ dueAt, state }) => (
            <>
              {formats.dateTime(new Date(dueAt))}{' '}
              {new Date(dueAt) < now && !isFinal(state) && <OverdueLabel />}
            </>
          ),
        },
        { heading: texts.state, cell: (task) => <StateLabel state={task.state} reason={task.reason} /> },
        { heading: texts.attempts, isNumber: true, cell: ({ attempts }) => formats.count(attempts) },
      ]}
    />
  );
}
