import type { RollUp } from '#ledger';
import { usePage } from '../frame/page-context.js';
import { Label } from '../parts/labels.js';

interface RollUpLabelProps {
  readonly rollUp: RollUp;
  readonly recorded: number;
  readonly tasks: number;
  readonly overdue: number;
}

/** How a decision stands as a whole, in words. */
export function RollUpLabel({ rollUp, recorded, tasks, overdue }: RollUpLabelProps) {
  const { words } = usePage();
  switch (rollUp) {
    case 'completed':
      return <Label tone="success" icon="done" text={words.rollUp.completed} />;
    case 'needs-attention':
      return <Label tone="error" icon="attention" text={words.rollUp.needsAttention} />;
    case 'open':
      return overdue > 0 ? (
        <Label tone="alert" icon="attention" text={words.rollUp.openAndLate(recorded, tasks)} />
      ) : (
        <Label tone="info" icon="waiting" text={words.rollUp.open(recorded, tasks)} />
      );
    case 'cancelled':
      return <Label tone="neutral" icon="none" text={words.rollUp.cancelled} />;
    case 'nothing-to-record':
      return <Label tone="neutral" icon="none" text={words.rollUp.nothingToRecord} />;
  }
}
