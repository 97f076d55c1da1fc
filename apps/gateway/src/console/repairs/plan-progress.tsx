import { REPAIRS_TEXTS } from '#console-texts';
import { TASK_STATES } from '#domain';
import { REPAIR_RESULTS } from '#ledger';
import type { RepairView } from '../../repairs/repair-view.js';
import { usePage } from '../frame/page-context.js';
import { StateLabel, Table } from '../parts/index.js';

/** How far a plan has come: what was done with its tasks, and what became of those that were tried again. */
export function PlanProgress({ plan: { tasks, results, retriedStates } }: { readonly plan: RepairView }) {
  const { language, formats } = usePage();
  const texts = REPAIRS_TEXTS[language];
  const done = tasks - (results.pending ?? 0);
  const counts = (['pending', ...REPAIR_RESULTS] as const).flatMap((result) => {
    const count = results[result] ?? 0;
    return count === 0 ? [] : [{ result, count }];
  });
  const states = TASK_STATES.flatMap((state) => {
    const count = retriedStates[state] ?? 0;
    return count === 0 ? [] : [{ state, count }];
  });
  return (
    <>
      <p>
        <progress class="progress" value={done} max={tasks} aria-label={texts.plan.progress} />{' '}
        {texts.plan.progressSummary(done, tasks)}
      </p>
      <Table
        caption={texts.plan.progress}
        rows={counts}
        rowKey={({ result }) => result}
        columns={[
          { heading: texts.plan.result, cell: ({ result }) => texts.results[result] },
          { heading: texts.plan.count, isNumber: true, cell: ({ count }) => formats.count(count) },
        ]}
      />
      {states.length > 0 && (
        <Table
          caption={texts.plan.retriedStates}
          rows={states}
          rowKey={({ state }) => state}
          columns={[
            { heading: texts.plan.state, cell: ({ state }) => <StateLabel state={state} /> },
            { heading: texts.plan.count, isNumber: true, cell: ({ count }) => formats.count(count) },
          ]}
        />
      )}
    </>
  );
}
