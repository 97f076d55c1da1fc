import { PROBLEM_TEXTS, WORKLIST_TEXTS } from '#console-texts';
import type { ContentView } from '../../acting/task-acts.js';
import type { ProblemCode } from '../../http/problem.js';
import type { WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { ErrorSummary, Notice, PostForm, Submit } from '../parts/index.js';
import { AcknowledgementPart } from './acknowledgement-part.js';
import type { FieldFault, TypedAcknowledgement } from './acknowledgement-form.js';
import { ChangedNotice } from './changed-notice.js';
import { ContentPart } from './content-part.js';
import { draftKey } from './draft-key.js';
import { HandOverPart } from './hand-over-part.js';
import type { TypedHandOver } from './hand-over-form.js';
import { HistoryPart } from './history-part.js';
import { OtherActsPart } from './other-acts-part.js';
import { SeenFields } from './seen-fields.js';
import { TaskFacts } from './task-facts.js';
import { WORKLIST_PATH } from './worklist-view.js';

export interface TaskPageProps {
  readonly sheet: WorklistTask;
  /** The text and the client, where they were asked for. */
  readonly content?: ContentView | undefined;
  readonly typed?: TypedAcknowledgement | undefined;
  readonly typedHandOver?: TypedHandOver | undefined;
  readonly faults?: readonly FieldFault[];
  /** Why what was asked was not done. */
  readonly refusal?: ProblemCode | undefined;
  /** Of the task that was looked at when the form was sent: it is another by now. */
  readonly changedSince?: Date | undefined;
}

/** A task as the person who records it needs it: facts, then the text when asked for, then what may be done. */
export function TaskPage(props: TaskPageProps) {
  const { sheet, content, typed, typedHandOver, faults = [], refusal, changedSince } = props;
  const { language, viewer } = usePage();
  const texts = WORKLIST_TEXTS[language];
  const isShown = content !== undefined;
  const key = viewer === undefined ? undefined : draftKey(viewer.principal, sheet.task.id);
  const mayAcknowledge = sheet.acts.includes('acknowledgement');
  return (
    <>
      <p>
        <a href={WORKLIST_PATH}>{texts.task.back}</a>
      </p>
      {changedSince !== undefined && <ChangedNotice sheet={sheet} since={changedSince} />}
      {refusal !== undefined && <Refusal code={refusal} />}
      <ErrorSummary errors={faults.map(({ id, fault }) => ({ id, text: texts.faults[fault] }))} />
      {sheet.isErased && (
        <Notice tone="info">
          <p>{texts.task.erased}</p>
        </Notice>
      )}
      {sheet.undoUntil !== undefined && <Undo sheet={sheet} until={sheet.undoUntil} isShown={isShown} />}
      <TaskFacts sheet={sheet} />
      <ContentPart sheet={sheet} content={content} />
      {mayAcknowledge || typed !== undefined ? (
        <AcknowledgementPart {...{ sheet, typed, faults, isShown, draftKey: key, mayAcknowledge }} />
      ) : (
        <span data-draft-gone={key} hidden></span>
      )}
      {sheet.acts.includes('hand-over') && (
        <HandOverPart sheet={sheet} typed={typedHandOver} faults={faults} isShown={isShown} />
      )}
      <OtherActsPart sheet={sheet} isShown={isShown} faults={faults} />
      <HistoryPart sheet={sheet} />
    </>
  );
}

function Refusal({ code }: { readonly code: ProblemCode }) {
  const { language } = usePage();
  const { title, cure } = PROBLEM_TEXTS[language][code];
  const { notSaved } = WORKLIST_TEXTS[language].changed;
  return (
    <Notice tone="error" title={title}>
      {/* The reading itself ended the task: that was saved. */}
      <p>{code === 'content-withheld' ? cure : `${notSaved} ${cure}`}</p>
    </Notice>
  );
}

function Undo({
  sheet,
  until,
  isShown,
}: {
  readonly sheet: WorklistTask;
  readonly until: Date;
  readonly isShown: boolean;
}) {
  const { language, formats } = usePage();
  const texts = WORKLIST_TEXTS[language].undo;
  return (
    <Notice tone="success" title={texts.heading}>
      <p>{texts.text(formats.time(until))}</p>
      <PostForm action={`${WORKLIST_PATH}/${sheet.task.id}/acknowledgement/undo`}>
        <SeenFields sheet={sheet} isShown={isShown} />
        <Submit label={texts.submit} tone="secondary" />
      </PostForm>
    </Notice>
  );
}
