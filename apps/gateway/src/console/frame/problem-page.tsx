import type { TextLanguage } from '#console-texts';
import { FRAME_TEXTS } from '#console-texts';
import type { Problem } from '../../http/problem.js';
import { PROBLEMS } from '../../http/problem.js';
import { Notice } from '../parts/index.js';
import { usePage } from './page-context.js';
import type { PageView } from './page-view.js';

/** A problem as a page: what failed, and the number under which the log has it. */
export function problemPage({ code }: Problem, traceId: string, language: TextLanguage): PageView {
  const { status } = PROBLEMS[code];
  return {
    title: FRAME_TEXTS[language].errorTitle,
    status,
    body: <ProblemBody code={code} traceId={traceId} />,
  };
}

function ProblemBody({ code, traceId }: { readonly code: Problem['code']; readonly traceId: string }) {
  const { texts } = usePage();
  return (
    <Notice tone="error">
      <p lang="fi">{PROBLEMS[code].title}</p>
      <p>
        {texts.traceId}: <code>{traceId}</code>
      </p>
    </Notice>
  );
}
