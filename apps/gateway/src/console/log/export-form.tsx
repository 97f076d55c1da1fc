import { LOG_PURPOSES, LOG_TEXTS } from '#console-texts';
import { EXPORT_FORMATS } from '../../audit/export-formats.js';
import { usePage } from '../frame/page-context.js';
import { ErrorSummary, PostForm, Select, Submit } from '../parts/index.js';
import { LOG_PATH } from './paths.js';

/** What is exported: the log of a period, or of a decision. */
export type ExportSubject =
  | { readonly type: 'period'; readonly from: string; readonly until: string }
  | { readonly type: 'decision'; readonly team: string; readonly decisionId: string };

/** Why an export was not made; a text of its own says each. */
export type ExportFault = 'choosePurpose' | 'tooMany' | 'notInLines' | 'noCheckpoint';

interface ExportFormProps {
  readonly ask: ExportSubject;
  readonly purpose?: string | undefined;
  readonly format?: string | undefined;
  readonly fault?: ExportFault;
}

/** The purpose has no usual choice: whoever exports says what for. */
export function ExportForm({ ask, purpose, format, fault }: ExportFormProps) {
  const texts = LOG_TEXTS[usePage().language];
  const isOfDecision = ask.type === 'decision';
  const isPurposeWrong = fault === 'choosePurpose';
  const errors =
    fault === undefined ? [] : [{ id: isPurposeWrong ? 'purpose' : 'format', text: texts[fault] }];
  return (
    <section aria-labelledby="export">
      <ErrorSummary errors={errors} />
      <h2 id="export">{texts.exportHeading}</h2>
      <p>{isOfDecision ? texts.exportDecisionHelp : texts.exportHelp}</p>
      <PostForm action={`${LOG_PATH}/export`}>
        {Object.entries(ask).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="filters">
          <Select
            id="purpose"
            name="purpose"
            label={texts.purpose}
            chosen={purpose}
            error={isPurposeWrong ? texts.choosePurpose : undefined}
            choices={[
              { value: '', label: texts.choosePurpose },
              ...LOG_PURPOSES.map((each) => ({ value: each, label: texts.purposes[each] })),
            ]}
          />
          <Select
            id="format"
            name="format"
            label={texts.format}
            chosen={format}
            error={fault === undefined || isPurposeWrong ? undefined : texts[fault]}
            choices={EXPORT_FORMATS.filter((each) => !isOfDecision || each !== 'lines').map((each) => ({
              value: each,
              label: texts.formats[each],
            }))}
          />
        </div>
        <div class="actions">
          <Submit label={texts.export} tone="secondary" />
        </div>
      </PostForm>
    </section>
  );
}
