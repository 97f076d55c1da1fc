import { REPAIRS_TEXTS } from '#console-texts';
import type { RepairPlanState } from '#domain';
import { usePage } from '../frame/page-context.js';
import { Label } from '../parts/index.js';

const LOOKS = {
  planned: { tone: 'neutral', icon: 'waiting' },
  approved: { tone: 'info', icon: 'person' },
  running: { tone: 'info', icon: 'waiting' },
  stopped: { tone: 'alert', icon: 'none' },
  done: { tone: 'success', icon: 'done' },
} as const;

export function PlanState({ state }: { readonly state: RepairPlanState }) {
  const { language } = usePage();
  return <Label {...LOOKS[state]} text={REPAIRS_TEXTS[language].states[state]} />;
}
