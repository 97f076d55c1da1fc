import { WORKLIST_TEXTS } from '#console-texts';
import { isFinal } from '#domain';
import type { TaskView } from '../../reading/task-view.js';
import { usePage } from '../frame/page-context.js';
import { Label } from '../parts/index.js';

/** Open, and past its deadline. */
export const isOverdue = ({ state, dueAt }: Pick<TaskView, 'state' | 'dueAt'>, now: Date): boolean =>
  !isFinal(state) && new Date(dueAt) < now;

/** What is recorded there, the client reads too. */
export function OmaKantaLabel() {
  const { language } = usePage();
  return <Label tone="alert" icon="eye" text={WORKLIST_TEXTS[language].task.visible} />;
}
