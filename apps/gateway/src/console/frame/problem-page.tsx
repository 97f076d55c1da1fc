import { PROBLEM_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { PROBLEMS } from '../../http/problem.js';
import type { Problem, ProblemCode } from '../../http/problem.js';
import { Notice } from '../parts/index.js';
import { SessionEnded } from '../worklist/session-ended.js';
import { usePage } from './page-context.js';
import type { PageView } from './page-view.js';

/** A problem as a page: what failed and why, what to do, and the number under which the log has it. */
export function problemPage({ code }: Problem, traceId: string, language: TextLanguage): PageView {
  const { title } = PROBLEM_TEXTS[language][code];
  return { title, status: PROBLEMS[code].status, body: <ProblemBody code={code} traceId={traceId} /> };
}

function ProblemBody({ code, traceId }: { readonly code: ProblemCode; readonly traceId: string }) {
  const { texts, language } = usePage();
  const { cause, cure } = PROBLEM_TEXTS[language][code];
  return (
    <Notice tone="error">
      <p>{cause}</p>
      <p>{cure}</p>
      {code === 'not-signed-in' && <SessionEnded />}
      <p>
        {texts.traceId}: <code>{traceId}</code>
      </p>
    </Notice>
  );
}
