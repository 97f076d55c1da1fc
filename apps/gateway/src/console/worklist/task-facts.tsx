import { WORKLIST_TEXTS } from '#console-texts';
import { RECORDS, SYSTEMS } from '#domain';
import type { NamedPerson, WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { EvidenceLabel, Facts, OverdueLabel, StateLabel } from '../parts/index.js';
import { ConsentFact } from './consent-fact.js';
import { noonOf } from './noon-of.js';
import { isOverdue, OmaKantaLabel } from './task-labels.js';

/** What the task is, where it stands, and under which consent; nothing of who the client is. */
export function TaskFacts({ sheet }: { readonly sheet: WorklistTask }) {
  const { language, formats, words, now } = usePage();
  const texts = WORKLIST_TEXTS[language].task;
  const { task, recorder, caseManager } = sheet;
  const { evidence, after } = task;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{texts.facts}</h2>
      <Facts
        facts={[
          [
            texts.state,
            <>
              <StateLabel state={task.state} reason={task.reason} />
              <p class="meaning">{words.stateMeanings[task.state]}</p>
            </>,
          ],
          ...(evidence === undefined
            ? []
            : [
                [
                  texts.evidence,
                  <>
                    <EvidenceLabel level={evidence.level} /> {formats.dateTime(new Date(evidence.at))}
                  </>,
                ] as const,
              ]),
          [
            texts.dueAt,
            <>
              {formats.day(new Date(task.dueAt))} {isOverdue(task, now) && <OverdueLabel />}
            </>,
          ],
          [texts.system, words.systems[task.system]],
          [texts.record, `${words.records[task.record]} (${words.operations[task.operation]})`],
          [texts.visibility, task.visibleToClient ? <OmaKantaLabel /> : texts.notVisible],
          [texts.decision, texts.decisionName(task.team, task.decisionId, task.version)],
          ...handledFact(sheet, useHandled()),
          [WORKLIST_TEXTS[language].consent.label, <ConsentFact sheet={sheet} />],
          [texts.caseManager, caseManager === undefined ? texts.nobody : personLine(caseManager)],
          ...(recorder === undefined ? [] : [[texts.recorder, personLine(recorder)] as const]),
          ...(after.length === 0
            ? []
            : [[texts.waitsFor, after.map((each) => predecessor(each, words)).join(', ')] as const]),
        ]}
      />
    </section>
  );
}

const personLine = ({ name, organisation, phone }: NamedPerson): string =>
  [name, organisation, ...(phone === undefined ? [] : [phone])].join(', ');

interface Handled {
  readonly label: string;
  readonly text: (sheet: WorklistTask) => string | undefined;
}

function useHandled(): Handled {
  const { language, formats } = usePage();
  const texts = WORKLIST_TEXTS[language];
  return {
    label: texts.task.handled,
    text: ({ handling, handledOn }) =>
      handling === undefined || handledOn === undefined
        ? undefined
        : `${formats.date(noonOf(handledOn))}, ${texts.handlings[handling]}`,
  };
}

function handledFact(sheet: WorklistTask, { label, text }: Handled): readonly (readonly [string, string])[] {
  const handled = text(sheet);
  return handled === undefined ? [] : [[label, handled]];
}

/** `lifecare/consent`, as the practice names what comes first. */
function predecessor(
  after: string,
  words: Pick<ReturnType<typeof usePage>['words'], 'systems' | 'records'>,
): string {
  const [system, record] = after.split('/');
  const where = SYSTEMS.find((each) => each === system);
  const what = RECORDS.find((each) => each === record);
  return where === undefined || what === undefined
    ? after
    : `${words.records[what]}, ${words.systems[where]}`;
}
