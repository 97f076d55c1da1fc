import { WORKLIST_TEXTS } from '#console-texts';
import type { WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { PostForm, Select, Submit, TextField } from '../parts/index.js';
import type { FieldFault } from './acknowledgement-form.js';
import { HAND_OVER_IDS as IDS } from './hand-over-form.js';
import type { TypedHandOver } from './hand-over-form.js';
import { SeenFields } from './seen-fields.js';
import { WORKLIST_PATH } from './worklist-view.js';

interface HandOverPartProps {
  readonly sheet: WorklistTask;
  readonly typed: TypedHandOver | undefined;
  readonly faults: readonly FieldFault[];
  readonly isShown: boolean;
}

/** To a participant of the decision, or to anybody who signs in with the address. */
export function HandOverPart({ sheet, typed, faults, isShown }: HandOverPartProps) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language];
  const { handOver } = texts;
  const faultOf = (id: string): string | undefined => {
    const found = faults.find((fault) => fault.id === id);
    return found && texts.faults[found.fault];
  };
  return (
    <details class="act" open={typed !== undefined}>
      <summary>{handOver.heading}</summary>
      <p>{handOver.text}</p>
      <PostForm action={`${WORKLIST_PATH}/${sheet.task.id}/hand-over`}>
        <SeenFields sheet={sheet} isShown={isShown} />
        <Select
          id={IDS.colleague}
          name="colleague"
          label={handOver.colleague}
          choices={[
            { value: '', label: handOver.chooseColleague },
            ...sheet.colleagues.map(({ id, name, organisation }) => ({
              value: id,
              label: `${name}, ${organisation}`,
            })),
          ]}
          chosen={typed?.colleague}
          error={faultOf(IDS.colleague)}
        />
        <TextField
          id={IDS.address}
          name="address"
          type="email"
          label={handOver.address}
          help={handOver.addressHelp}
          value={typed?.address}
          error={faultOf(IDS.address)}
          maxLength={254}
          isConditional
        />
        <Submit label={handOver.submit} tone="secondary" />
      </PostForm>
    </details>
  );
}
