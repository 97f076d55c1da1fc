import type { WorklistTask } from '../../reading/worklist/worklist.js';

/** What every act on a task carries: which task was seen, when, and whether its text was on the page. */
export function SeenFields({
  sheet,
  isShown,
}: {
  readonly sheet: Pick<WorklistTask, 'entityTag' | 'asOf'>;
  readonly isShown: boolean;
}) {
  return (
    <>
      <input type="hidden" name="tag" value={sheet.entityTag} />
      <input type="hidden" name="seen" value={sheet.asOf.toISOString()} />
      {isShown && <input type="hidden" name="shown" value="yes" />}
    </>
  );
}
