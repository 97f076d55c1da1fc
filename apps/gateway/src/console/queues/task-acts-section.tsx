import { QUEUES_TEXTS } from '#console-texts';
import { isFinal } from '#domain';
import type { FoundTask } from '../../reading/ledger-reader.js';
import { usePage } from '../frame/page-context.js';
import { ReasonForm } from './reason-form.js';
import type { SaidReason } from './read-reason.js';

/** What an administrator does with a single task; the paths of the forms end so. */
export const TASK_ACTS = ['retry', 'take-over', 'close'] as const;
export type TaskAct = (typeof TASK_ACTS)[number];

export const taskActFieldId = (act: TaskAct): string => `reason-${act}`;

/** The acts that the task's state leaves, each with its reason. Whether it may be done is judged when it is done. */
export function TaskActs({
  found: { task, entityTag },
  said,
}: {
  readonly found: FoundTask;
  readonly said: { readonly act: TaskAct; readonly said: SaidReason } | undefined;
}) {
  const { language } = usePage();
  const { task: texts } = QUEUES_TEXTS[language];
  const isAutomatic = task.channel === 'automatic';
  const labels = {
    retry: texts.retry,
    'take-over': texts.takeOver,
    close: task.closingWishedAt === undefined ? texts.close : texts.confirmClosing,
  };
  const helps = { retry: texts.retryHelp, 'take-over': texts.takeOverHelp, close: texts.closeHelp };
  return (
    <>
      <h2>{texts.actions}</h2>
      {isFinal(task.state) && <p>{texts.ended}</p>}
      {!isFinal(task.state) &&
        TASK_ACTS.filter((act) => act === 'close' || isAutomatic).map((act) => (
          <ReasonForm
            key={act}
            id={taskActFieldId(act)}
            action={`/console/tasks/${task.id}/${act}`}
            label={labels[act]}
            reasonLabel={texts.reasonOf[act]}
            help={helps[act]}
            tone={act === 'close' ? 'danger' : 'primary'}
            entityTag={entityTag}
            said={said?.act === act ? said.said : undefined}
          />
        ))}
    </>
  );
}
