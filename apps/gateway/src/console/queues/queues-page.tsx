import { CONSOLE_WORDS, FORMATS, QUEUES_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { Problem } from '../../http/problem.js';
import type { FailuresView } from '../../repairs/repair-view.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { ErrorSummary, Live, Notice, RefreshToggle } from '../parts/index.js';
import { AreaTabs } from './area-tabs.js';
import { EndpointTable, reasonFieldId } from './endpoint-table.js';
import type { SaidOfEndpoint } from './endpoint-table.js';
import { FailuresSection } from './failures-section.js';
import type { EndpointOverview } from './operations-reader.js';
import { problemsNow } from './problems.js';
import { RefusalNotice } from './refusal-notice.js';
import { statusOf } from './refusal.js';

export interface QueuesShown {
  readonly endpoints: readonly EndpointOverview[];
  readonly failures: FailuresView;
  readonly isRedisUp: boolean;
  readonly said?: SaidOfEndpoint;
  readonly refusal?: Problem | undefined;
  /** What has just been done. */
  readonly message?: string;
}

/** Surface B: what runs, what does not, and why. */
export function queuesPage(shown: QueuesShown, language: TextLanguage): PageView {
  const texts = QUEUES_TEXTS[language];
  const wording = { texts, words: CONSOLE_WORDS[language], formats: FORMATS[language] };
  const problems = problemsNow(shown.endpoints, wording);
  const { refusal, message } = shown;
  return {
    title: problems.length === 0 ? texts.title : texts.titleWithProblems(problems.length),
    area: 'queues',
    body: <Queues shown={shown} problems={problems} />,
    ...(message === undefined ? {} : { message }),
    ...statusFor(shown.said, refusal),
  };
}

function statusFor(
  said: SaidOfEndpoint | undefined,
  refusal: Problem | undefined,
): { readonly status?: number } {
  if (refusal !== undefined) return { status: statusOf(refusal) };
  return said === undefined ? {} : { status: 422 };
}

function Queues({ shown, problems }: { readonly shown: QueuesShown; readonly problems: readonly string[] }) {
  const { language, texts: frame } = usePage();
  const texts = QUEUES_TEXTS[language];
  const { endpoints, failures, isRedisUp, said, refusal } = shown;
  const fault = said?.said.fault;
  return (
    <>
      <AreaTabs here="queues" />
      <ErrorSummary
        errors={
          said === undefined || fault === undefined
            ? []
            : [{ id: reasonFieldId(said.endpoint), text: texts.reasonFaults[fault] }]
        }
      />
      <RefusalNotice title={texts.notDone} refusal={refusal} />
      {!isRedisUp && (
        <Notice tone="alert">
          <p>{frame.queuesUnavailable}</p>
        </Notice>
      )}
      <RefreshToggle />
      <Live id="queues" from="/console/queues">
        <h2>{texts.problemsNow}</h2>
        {problems.length === 0 ? (
          <p>{texts.noProblems}</p>
        ) : (
          <ul class="problems">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
        {endpoints.length === 0 && <p>{texts.noEndpoints}</p>}
        {endpoints.length > 0 && endpoints.every(isIdle) && <p>{texts.allEmpty}</p>}
        {endpoints.length > 0 && <EndpointTable endpoints={endpoints} said={said} />}
        <FailuresSection failures={failures} />
      </Live>
    </>
  );
}

const isIdle = ({ counts }: EndpointOverview): boolean => Object.keys(counts).length === 0;
