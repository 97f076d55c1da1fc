import type { RecordContent } from '../content.js';
import { FINNISH_WORDS } from '../content/finnish-words.js';
import { renderText } from '../content/render-text.js';
import type { Decision } from '../decision.js';
import type { Duty } from '../planning/duty.js';
import { helsinkiDay } from '../planning/helsinki-time.js';
import { planDuties } from '../planning/plan-duties.js';
import type { Practice } from '../practice/practice.js';
import type { RecordingEndpoint } from '../practice/recording-endpoint.js';
import type { TaskId } from '../task.js';
import { releaseWaiting } from '../task-state/release-waiting.js';
import type { TrackedTask } from '../task-state/tracked-task.js';

/** A task that a decision would give, with what would be recorded. It holds the client's data: for nobody's log. */
export interface PreviewedTask extends Pick<
  TrackedTask,
  | 'team'
  | 'decisionId'
  | 'version'
  | 'system'
  | 'endpoint'
  | 'record'
  | 'operation'
  | 'channel'
  | 'recorder'
  | 'onBehalfOf'
  | 'after'
  | 'visibleToClient'
  | 'state'
  | 'reason'
  | 'attempts'
  | 'rule'
> {
  /** RFC 3339 */
  readonly dueAt: string;
  readonly title: string;
  /** The content as a person or a system that takes text would see it; in Finnish. */
  readonly text: string;
  readonly content: RecordContent;
}

export interface Preview {
  readonly decision: { readonly team: string; readonly decisionId: string; readonly version: number };
  readonly tasks: readonly PreviewedTask[];
  readonly warnings: readonly string[];
}

export interface PreviewSetting {
  readonly practice: Practice;
  readonly endpoints: readonly RecordingEndpoint[];
  readonly now: Date;
}

/**
 * What the decision would give if it came now: its tasks in their first states, with their contents. Planned as a
 * decision of its own: what an older version has recorded is not looked at, so every operation is `create`.
 * @throws UnresolvedReference NoEndpoint
 */
export function previewDecision(decision: Decision, { practice, endpoints, now }: PreviewSetting): Preview {
  const { team, decisionId, version } = decision;
  const today = helsinkiDay(now);
  const { duties, warnings } = planDuties({ decision, practice, endpoints, today, withdrawals: [] });
  const drafts = duties.map((duty, index) => draft(duty, index, { decision, practice }));
  const steps = new Map(releaseWaiting(drafts, isInstalled, { now }).map(({ task }) => [task.id, task]));
  return {
    decision: { team, decisionId, version },
    tasks: drafts.flatMap((task, index) => {
      const content = duties[index]?.content;
      return content === undefined ? [] : previewed(steps.get(task.id) ?? task, content);
    }),
    warnings,
  };
}

/** A task is queued whether an adapter is there or not. */
const isInstalled = (): boolean => false;

/** Only as far as the first state depends on it: nothing of it is kept. */
function draft(
  { content: _content, withheld, ...duty }: Duty,
  index: number,
  { decision, practice }: { readonly decision: Decision; readonly practice: Practice },
): TrackedTask {
  return {
    ...duty,
    id: String(index) as TaskId,
    team: decision.team,
    decisionId: decision.decisionId,
    version: decision.version,
    operation: 'create',
    practiceVersion: practice.version,
    contentDigest: '',
    ...(withheld === undefined ? { state: 'waiting' } : { state: 'withheld', reason: withheld }),
    attempts: 0,
    generation: 0,
    epoch: 0,
    failures: 0,
    absences: 0,
    sent: false,
  };
}

function previewed(task: TrackedTask, content: RecordContent): PreviewedTask {
  const { team, decisionId, version, system, endpoint, record, operation, channel } = task;
  const { recorder, onBehalfOf, after, visibleToClient, state, reason, dueAt, attempts, rule } = task;
  return {
    ...{ team, decisionId, version, system, endpoint, record, operation, channel },
    ...{ recorder, onBehalfOf, after, visibleToClient, state },
    ...(reason === undefined ? {} : { reason }),
    dueAt: dueAt.toISOString(),
    attempts,
    rule,
    title: FINNISH_WORDS.titles[record],
    text: renderText(content),
    content,
  };
}
