import { PROBLEM_TEXTS } from '#console-texts';
import { PROBLEMS } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem.js';
import { usePage } from '../frame/page-context.js';
import { Facts, Table } from '../parts/index.js';

export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

export const isProblemCode = (code: string): code is ProblemCode =>
  (PROBLEM_CODES as readonly string[]).includes(code);

/** One problem: its code and status, why it happens, what to do. */
export function ProblemEntry({ code }: { readonly code: ProblemCode }) {
  const { language, texts } = usePage();
  const { cause, cure } = PROBLEM_TEXTS[language][code];
  return (
    <>
      <Facts
        facts={[
          [texts.problem.code, <code>{code}</code>],
          [texts.problem.status, String(PROBLEMS[code].status)],
          [texts.problem.cause, cause],
          [texts.problem.cure, cure],
        ]}
      />
      <p>
        <a href="/ongelmat">{texts.problem.all}</a>
      </p>
    </>
  );
}

/** All of them, each with its own page. */
export function ProblemList() {
  const { language, texts } = usePage();
  return (
    <Table
      caption={texts.problem.all}
      rows={PROBLEM_CODES}
      rowKey={(code) => code}
      columns={[
        {
          heading: texts.problem.code,
          cell: (code) => (
            <a href={`/ongelmat/${code}`}>
              <code>{code}</code>
            </a>
          ),
        },
        { heading: texts.problem.status, cell: (code) => PROBLEMS[code].status, isNumber: true },
        { heading: texts.problem.meaning, cell: (code) => PROBLEM_TEXTS[language][code].title },
      ]}
    />
  );
}
