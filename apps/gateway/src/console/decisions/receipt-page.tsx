import { DECISIONS_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { ReceiptDuty, ReceiptPayload } from '#domain';
import type { DecisionView } from '../../reading/ledger-reader.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { Facts, StateLabel, Table } from '../parts/index.js';
import type { GivenReceipt } from './decision-desk.js';
import { Evidence } from './decision-page.js';
import { decisionPath } from './decisions-table.js';
import { DECISIONS_PATH } from './search-page.js';

interface ReceiptProps {
  readonly decision: DecisionView;
  readonly given: GivenReceipt;
}

/** The receipt as a page to print: what it says, and the signed form that proves it. */
export function receiptPage(props: ReceiptProps, language: TextLanguage): PageView {
  const { team, decisionId } = props.decision;
  return {
    title: DECISIONS_TEXTS[language].receiptTitle(`${team}/${decisionId}`),
    area: 'decisions',
    body: <ReceiptBody {...props} />,
  };
}

function ReceiptBody({ decision, given }: ReceiptProps) {
  const texts = DECISIONS_TEXTS[usePage().language];
  return (
    <>
      <p>{texts.receiptText}</p>
      <p class="actions">{texts.receiptPrint}</p>
      <Receipt decision={decision} given={given} />
      <p class="actions">
        <a href={decisionPath(DECISIONS_PATH, decision.team, decision.decisionId)}>{texts.toDecision}</a>
      </p>
    </>
  );
}

/** Facts, duties and signature of a receipt. */
export function Receipt({ decision, given }: ReceiptProps) {
  const { formats, language, words } = usePage();
  const texts = DECISIONS_TEXTS[language];
  // Our own, just signed: what it says has the form that it was signed in.
  const payload = given.payload as ReceiptPayload;
  const taskOf = new Map(decision.tasks.map((task) => [task.id as string, task]));
  return (
    <>
      <Facts
        facts={[
          [texts.issuedAt, formats.dateTime(new Date(payload.issuedAt))],
          [texts.version, formats.count(payload.version)],
          [texts.practiceVersion, <code key="practice">{payload.practiceVersion}</code>],
        ]}
      />
      {payload.duties.length === 0 ? (
        <p>{texts.noDuties}</p>
      ) : (
        <Table
          caption={texts.dutiesCaption}
          rows={payload.duties}
          rowKey={({ task }) => task}
          columns={[
            {
              heading: texts.record,
              cell: ({ task: id }: ReceiptDuty) => {
                const task = taskOf.get(id);
                return task === undefined
                  ? id
                  : `${words.systems[task.system]}: ${words.records[task.record]}`;
              },
            },
            { heading: texts.rule, cell: ({ rule }) => <code>{rule}</code> },
            {
              heading: texts.state,
              cell: ({ state, reason }) => <StateLabel state={state} reason={reason} />,
            },
            { heading: texts.evidence, cell: (duty) => <Evidence task={duty} /> },
            { heading: texts.task, cell: ({ task }) => <code>{task}</code> },
          ]}
        />
      )}
      <h2>{texts.signedReceipt}</h2>
      <p>{texts.signedReceiptHelp}</p>
      <pre class="copyable">{given.receipt}</pre>
    </>
  );
}
