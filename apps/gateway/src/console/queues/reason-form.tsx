import { QUEUES_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';
import { PostForm, Submit, TextField } from '../parts/index.js';
import type { SaidReason } from './read-reason.js';

interface ReasonFormProps {
  /** Of its field, on the whole page. */
  readonly id: string;
  readonly action: string;
  /** What is done, as the button says it. */
  readonly label: string;
  readonly reasonLabel: string;
  readonly help: string;
  readonly tone?: 'primary' | 'secondary' | 'danger';
  /** The state that was seen, where the act must name it. */
  readonly entityTag?: string;
  /** What was given and not taken. */
  readonly said?: SaidReason | undefined;
}

/** An act with its compulsory reason, folded away until somebody wants it. */
export function ReasonForm(props: ReasonFormProps) {
  const { id, action, label, reasonLabel, help, tone = 'primary', entityTag, said } = props;
  const { language } = usePage();
  const { reasonFaults } = QUEUES_TEXTS[language];
  return (
    <details class="reason-act" open={said !== undefined}>
      <summary>{label}</summary>
      <PostForm action={action}>
        {entityTag !== undefined && <input type="hidden" name="seen" value={entityTag} />}
        <TextField
          id={id}
          name="reason"
          label={reasonLabel}
          help={help}
          value={said?.reason}
          error={said?.fault === undefined ? undefined : reasonFaults[said.fault]}
          maxLength={500}
          isRequired
        />
        <Submit label={label} tone={tone} />
      </PostForm>
    </details>
  );
}
