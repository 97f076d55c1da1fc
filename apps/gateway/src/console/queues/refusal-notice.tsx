import { PROBLEM_TEXTS } from '#console-texts';
import type { Problem } from '../../http/problem.js';
import { usePage } from '../frame/page-context.js';
import { Notice } from '../parts/index.js';

/** What was not done, why, and what to do; the page below shows what is true now. */
export function RefusalNotice({
  title,
  refusal,
}: {
  readonly title: string;
  readonly refusal: Problem | undefined;
}) {
  const { language } = usePage();
  if (refusal === undefined) return null;
  const { title: what, cause, cure } = PROBLEM_TEXTS[language][refusal.code];
  return (
    <Notice tone="error" title={title}>
      <p>
        <strong>{what}.</strong> {cause}
      </p>
      <p>{cure}</p>
    </Notice>
  );
}
