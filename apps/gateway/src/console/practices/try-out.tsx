import type { Fault } from '#configuration';
import { PRACTICES_TEXTS, finnishMessage } from '#console-texts';
import type { Practice } from '#domain';
import { usePage } from '../frame/page-context.js';
import { Notice, PostForm, Select, Submit, TextField } from '../parts/index.js';
import { DifferenceTable } from './difference-table.js';
import { MOST_DECISIONS, TRY_OUT_DAYS } from './practice-desk.js';
import type { PracticeComparison, PracticeDraft } from './practice-desk.js';

export const YAML_FIELD = 'practice';
/** As long as a field of a form may be. */
const LONGEST = 20_000;
const YAML_ROWS = 14;
const USUAL_DAYS = 30;

/** What somebody tried out, and what came of it: a comparison, or faults (none where nothing was given). */
export interface TriedOut {
  readonly draft: PracticeDraft;
  readonly comparison?: PracticeComparison;
  readonly faults?: readonly Fault[];
}

interface TryOutProps {
  readonly practice: Practice;
  readonly tried: TriedOut | undefined;
}

/** Asks for a changed practice, and tells what it would plan otherwise. */
export function TryOut({ practice, tried }: TryOutProps) {
  const { language } = usePage();
  const { tryOut: texts } = PRACTICES_TEXTS[language];
  const { comparison, faults = [], draft } = tried ?? {};
  const error = tried?.faults === undefined ? undefined : textOfRefusal(faults.length, texts);
  return (
    <>
      {comparison !== undefined && <Result comparison={comparison} />}
      <h2 id="try-out">{texts.title}</h2>
      <p>{texts.help}</p>
      <FaultList faults={faults} />
      <PostForm action={`/console/practices/${practice.team}/compare`}>
        <TextField
          id={YAML_FIELD}
          name="practice"
          label={texts.yaml}
          help={texts.yamlHelp}
          value={draft?.text}
          error={error}
          rows={YAML_ROWS}
          maxLength={LONGEST}
          isRequired
        />
        <Select
          id="days"
          name="days"
          label={texts.days}
          choices={TRY_OUT_DAYS.map((days) => ({ value: String(days), label: texts.dayCount(days) }))}
          chosen={String(draft?.days ?? USUAL_DAYS)}
        />
        <Submit label={texts.submit} />
      </PostForm>
    </>
  );
}

const textOfRefusal = (
  faults: number,
  texts: { readonly empty: string; readonly refused: (count: number) => string },
): string => (faults === 0 ? texts.empty : texts.refused(faults));

function FaultList({ faults }: { readonly faults: readonly Fault[] }) {
  const { language } = usePage();
  const { tryOut: texts } = PRACTICES_TEXTS[language];
  if (faults.length === 0) return null;
  return (
    <ul>
      {faults.map(({ line, column, message, allowed }) => {
        const finnish = language === 'fi' ? finnishMessage(message) : undefined;
        return (
          <li key={`${line}:${column} ${message}`}>
            {texts.place(line, column)}: {finnish ?? <span lang="en">{message}</span>}
            {allowed !== undefined && `. ${texts.allowed(allowed.join(', '))}`}
          </li>
        );
      })}
    </ul>
  );
}

function Result({ comparison }: { readonly comparison: PracticeComparison }) {
  const { language } = usePage();
  const { tryOut: texts } = PRACTICES_TEXTS[language];
  const { version, differences, isCut } = comparison;
  const { decisions, different, rows } = differences;
  return (
    <>
      <h2>{texts.result}</h2>
      <Notice tone={rows.length === 0 ? 'success' : 'info'}>
        <p>{texts.counted(version, decisions, different)}</p>
        {isCut && <p>{texts.cut(MOST_DECISIONS)}</p>}
        {rows.length === 0 && <p>{texts.same}</p>}
        <p>{texts.nothingStored}</p>
      </Notice>
      {rows.length > 0 && <DifferenceTable rows={rows} />}
    </>
  );
}
