import { CANNOT_RECORD_REASONS, WORKLIST_TEXTS } from '#console-texts';
import type { AcknowledgementOutcome } from '#domain';
import { NOTE_MAX } from '../../acting/act-requests.dto.js';
import type { WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { PostForm, Radios, Select, Submit, TextField } from '../parts/index.js';
import { ACKNOWLEDGEMENT_IDS as IDS } from './acknowledgement-form.js';
import type { FieldFault, TypedAcknowledgement } from './acknowledgement-form.js';
import { SeenFields } from './seen-fields.js';
import { WORKLIST_PATH } from './worklist-view.js';

interface AcknowledgementPartProps {
  readonly sheet: Pick<WorklistTask, 'entityTag' | 'asOf'> & { readonly task: { readonly id: string } };
  readonly typed: TypedAcknowledgement | undefined;
  readonly faults: readonly FieldFault[];
  readonly isShown: boolean;
  readonly draftKey: string | undefined;
  /** False: what was typed is shown still, though it cannot be sent any more. */
  readonly mayAcknowledge: boolean;
}

/** A person's own statement about one record: never for several at once. */
export function AcknowledgementPart(props: AcknowledgementPartProps) {
  const { sheet, typed, faults, isShown, draftKey, mayAcknowledge } = props;
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language];
  const faultOf = (...ids: readonly string[]): string | undefined => {
    const found = faults.find(({ id }) => ids.includes(id));
    return found && texts.faults[found.fault];
  };
  const details = useDetails(typed, faultOf);
  return (
    <section
      aria-labelledby="acknowledgement"
      data-draft={draftKey}
      data-draft-is-typed={typed === undefined ? undefined : ''}
      data-restored={texts.acknowledge.restored}
    >
      <h2 id="acknowledgement">{texts.acknowledge.heading}</h2>
      <PostForm action={`${WORKLIST_PATH}/${sheet.task.id}/acknowledgement`}>
        <SeenFields sheet={sheet} isShown={isShown} />
        <Radios
          id={IDS.outcome}
          name="outcome"
          legend={texts.acknowledge.legend}
          choices={OUTCOMES.map((value) => ({
            value,
            label: texts.acknowledge.outcomes[value],
            detail: details[value],
          }))}
          chosen={typed?.outcome}
          error={faultOf(IDS.outcome, `${IDS.outcome}-recorded`)}
        />
        <TextField
          id={IDS.reference}
          name="reference"
          label={texts.acknowledge.reference}
          help={texts.acknowledge.referenceHelp}
          value={typed?.reference}
          error={faultOf(IDS.reference)}
          maxLength={REFERENCE_MAX}
        />
        {mayAcknowledge && <Submit label={texts.acknowledge.submit} />}
      </PostForm>
    </section>
  );
}

const OUTCOMES: readonly AcknowledgementOutcome[] = ['recorded', 'recorded-changed', 'cannot-record'];
const REFERENCE_MAX = 200;

/** The fields that belong to one outcome alone. */
function useDetails(
  typed: TypedAcknowledgement | undefined,
  faultOf: (id: string) => string | undefined,
): Readonly<Partial<Record<AcknowledgementOutcome, preact.JSX.Element>>> {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].acknowledge;
  return {
    'recorded-changed': (
      <TextField
        id={IDS.changed}
        name="changed"
        label={texts.changed}
        value={typed?.changed}
        error={faultOf(IDS.changed)}
        rows={3}
        maxLength={NOTE_MAX}
        isConditional
      />
    ),
    'cannot-record': (
      <>
        <Select
          id={IDS.why}
          name="why"
          label={texts.why}
          choices={[
            { value: '', label: texts.chooseWhy },
            ...CANNOT_RECORD_REASONS.map((value) => ({ value, label: texts.reasons[value] })),
          ]}
          chosen={typed?.why}
          error={faultOf(IDS.why)}
        />
        <TextField
          id={IDS.whyNote}
          name="why-note"
          label={texts.whyNote}
          value={typed?.whyNote}
          error={faultOf(IDS.whyNote)}
          rows={2}
          maxLength={NOTE_MAX}
          isConditional
        />
      </>
    ),
  };
}
