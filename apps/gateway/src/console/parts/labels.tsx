import type { EvidenceLevel, Reason, TaskState } from '#domain';
import { usePage } from '../frame/page-context.js';
import { Icon } from './icon.js';
import type { IconName } from './icon.js';

type Tone = 'neutral' | 'info' | 'success' | 'alert' | 'error';

const STATE_LOOKS: Readonly<Record<TaskState, { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'neutral', icon: 'waiting' },
  queued: { tone: 'neutral', icon: 'waiting' },
  recording: { tone: 'info', icon: 'waiting' },
  retrying: { tone: 'info', icon: 'waiting' },
  unknown: { tone: 'alert', icon: 'attention' },
  unconfirmed: { tone: 'info', icon: 'waiting' },
  'awaiting-person': { tone: 'info', icon: 'person' },
  'needs-attention': { tone: 'error', icon: 'attention' },
  confirmed: { tone: 'success', icon: 'done' },
  attested: { tone: 'success', icon: 'person' },
  withheld: { tone: 'neutral', icon: 'none' },
  cancelled: { tone: 'neutral', icon: 'none' },
  superseded: { tone: 'neutral', icon: 'none' },
};

interface LabelProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

/** A state in words, with an icon and a colour that say the same. */
export function Label({ tone, icon, text }: LabelProps) {
  return (
    <span class={`label label--${tone}`}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

/** A recording task's state, with its reason where it has one. */
export function StateLabel({
  state,
  reason,
}: {
  readonly state: TaskState;
  readonly reason?: Reason | undefined;
}) {
  const { words } = usePage();
  const text = words.states[state];
  const why = reason === undefined ? '' : ` (${words.reasons[reason]})`;
  return <Label {...STATE_LOOKS[state]} text={`${text}${why}`} />;
}

export function OverdueLabel() {
  const { words } = usePage();
  return <Label tone="error" icon="waiting" text={words.overdue} />;
}

/** How surely we know: levels are never blended. */
export function EvidenceLabel({ level }: { readonly level: EvidenceLevel }) {
  const { words } = usePage();
  return (
    <Label tone="neutral" icon={level === 'attested' ? 'person' : 'done'} text={words.evidence[level]} />
  );
}
