import { CONSOLE_WORDS, QUEUES_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { isFinal } from '#domain';
import type { TaskCourse } from '#ledger';
import type { Problem } from '../../http/problem.js';
import type { FoundTask } from '../../reading/ledger-reader.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { ErrorSummary, EvidenceLabel, Facts, Notice, OverdueLabel, StateLabel } from '../parts/index.js';
import { AreaTabs } from './area-tabs.js';
import { AttemptsTable, EventsTable } from './attempts-table.js';
import { courseParts } from './course-parts.js';
import type { SaidReason } from './read-reason.js';
import { RefusalNotice } from './refusal-notice.js';
import { statusOf } from './refusal.js';
import { systemName } from './system-name.js';
import { taskActFieldId, TaskActs } from './task-acts-section.js';
import type { TaskAct } from './task-acts-section.js';
import { Waterfall } from './waterfall.js';

/** A reason that was given for an act, and not taken. */
export interface SaidOfTask {
  readonly act: TaskAct;
  readonly said: SaidReason;
}

export interface TaskShown {
  readonly found: FoundTask;
  readonly course: TaskCourse;
  /** The viewer may do something with it. */
  readonly mayAct: boolean;
  readonly said?: SaidOfTask;
  readonly refusal?: Problem | undefined;
  readonly message?: string;
}

/** One task with all that was tried for it, for those who run the service and those who check it. */
export function taskPage(shown: TaskShown, language: TextLanguage): PageView {
  const { record, system } = shown.found.task;
  const words = CONSOLE_WORDS[language];
  const { said, refusal, message } = shown;
  const status = refusal === undefined ? 422 : statusOf(refusal);
  return {
    title: QUEUES_TEXTS[language].task.title(words.records[record], systemName(words, system)),
    area: shown.mayAct ? 'queues' : 'decisions',
    body: <Task shown={shown} />,
    ...(message === undefined ? {} : { message }),
    ...(said === undefined && refusal === undefined ? {} : { status }),
  };
}

function Task({ shown }: { readonly shown: TaskShown }) {
  const { language, now } = usePage();
  const texts = QUEUES_TEXTS[language];
  const { found, course, mayAct, said, refusal } = shown;
  const isOpen = !isFinal(found.task.state);
  const fault = said?.said.fault;
  return (
    <>
      {mayAct && <AreaTabs />}
      <ErrorSummary
        errors={
          said === undefined || fault === undefined
            ? []
            : [{ id: taskActFieldId(said.act), text: texts.reasonFaults[fault] }]
        }
      />
      <RefusalNotice title={texts.notDone} refusal={refusal} />
      <p>{texts.task.noText}</p>
      <TaskFacts found={found} course={course} />
      {mayAct && <TaskActs found={found} said={said} />}
      <h2>{texts.task.timeline}</h2>
      <AttemptsTable attempts={course.attempts} />
      <h2>{texts.task.waterfall}</h2>
      <Waterfall parts={courseParts(course, isOpen ? now : undefined)} />
      <h2>{texts.task.events}</h2>
      <EventsTable events={course.events} />
    </>
  );
}

function TaskFacts({ found: { task }, course }: Pick<TaskShown, 'found' | 'course'>) {
  const { language, words, formats, now } = usePage();
  const { task: texts } = QUEUES_TEXTS[language];
  const { facts } = texts;
  const isLate = new Date(task.dueAt) < now && !isFinal(task.state);
  return (
    <>
      {task.closingWishedAt !== undefined && !isFinal(task.state) && (
        <Notice tone="alert">
          <p>{texts.closingWished(formats.dateTime(new Date(task.closingWishedAt)))}</p>
        </Notice>
      )}
      <Facts
        facts={[
          [facts.state, <StateLabel key="state" state={task.state} reason={task.reason} />],
          [
            facts.due,
            <>
              {formats.dateTime(new Date(task.dueAt))} {isLate && <OverdueLabel />}
            </>,
          ],
          ...(task.evidence === undefined
            ? []
            : [[facts.evidence, <EvidenceLabel key="evidence" level={task.evidence.level} />] as const]),
          [
            facts.decision,
            <a
              key="decision"
              href={`/console/decisions/${task.team}/${encodeURIComponent(task.decisionId)}`}
            >{`${task.team} ${task.decisionId}, ${texts.version(task.version)}`}</a>,
          ],
          [facts.record, `${words.records[task.record]}: ${words.operations[task.operation]}`],
          [facts.system, `${systemName(words, task.system)} (${task.endpoint})`],
          [facts.channel, words.channels[task.channel]],
          [facts.recorder, task.recorder],
          [facts.visible, task.visibleToClient ? texts.yes : texts.no],
          [facts.rule, <code key="rule">{task.rule}</code>],
          [facts.planned, formats.dateTime(course.plannedAt)],
          [facts.id, <code key="id">{task.id}</code>],
        ]}
      />
    </>
  );
}
