import { WORKLIST_TEXTS } from '#console-texts';
import { REASON_MAX } from '../../acting/act-requests.dto.js';
import type { WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { PostForm, Submit, TextField } from '../parts/index.js';
import type { FieldFault } from './acknowledgement-form.js';
import { SeenFields } from './seen-fields.js';
import { WORKLIST_PATH } from './worklist-view.js';

/** Acts that move the task between a person and the system, or try again. */
export const PLAIN_ACTS = ['take-over', 'give-back', 'retry'] as const;
export type PlainAct = (typeof PLAIN_ACTS)[number];

export const reasonId = (act: PlainAct): string => `${act}-reason`;

interface OtherActsProps {
  readonly sheet: WorklistTask;
  readonly isShown: boolean;
  readonly faults: readonly FieldFault[];
}

/** Only what would be taken now is offered. */
export function OtherActsPart({ sheet, isShown, faults }: OtherActsProps) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language];
  const { others } = texts;
  const labels: Readonly<Record<PlainAct, readonly [string, string]>> = {
    'take-over': [others.takeOver, others.takeOverText],
    'give-back': [others.giveBack, others.giveBackText],
    retry: [others.retry, others.retryText],
  };
  return (
    <>
      {PLAIN_ACTS.filter((act) => sheet.acts.includes(act)).map((act) => {
        const [label, text] = labels[act];
        const found = faults.find(({ id }) => id === reasonId(act));
        return (
          <details key={act} class="act" open={found !== undefined}>
            <summary>{label}</summary>
            <p>{text}</p>
            <PostForm action={`${WORKLIST_PATH}/${sheet.task.id}/${act}`}>
              <SeenFields sheet={sheet} isShown={isShown} />
              <TextField
                id={reasonId(act)}
                name="reason"
                label={others.reason}
                maxLength={REASON_MAX}
                error={found && texts.faults[found.fault]}
              />
              <Submit label={label} tone="secondary" />
            </PostForm>
          </details>
        );
      })}
    </>
  );
}
