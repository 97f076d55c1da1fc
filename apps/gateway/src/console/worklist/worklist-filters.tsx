import { WORKLIST_TEXTS } from '#console-texts';
import { SYSTEMS } from '#domain';
import { usePage } from '../frame/page-context.js';
import { Select, Submit, TextField } from '../parts/index.js';
import { isFiltered, WORKLIST_PATH } from './worklist-view.js';
import type { WorklistView } from './worklist-view.js';

/** The filters stand in the address, so that a view can be kept or shared; nothing of a client does. */
export function WorklistFilters({
  view,
  teams,
}: {
  readonly view: WorklistView;
  readonly teams: readonly string[];
}) {
  const { language, words } = usePage();
  const texts = WORKLIST_TEXTS[language].list.filters;
  const { tab, system, team, decisionId } = view;
  const known = team === undefined || teams.includes(team) ? teams : [...teams, team];
  return (
    <form method="get" action={WORKLIST_PATH} class="filters" role="search" aria-label={texts.label}>
      <input type="hidden" name="tab" value={tab} />
      {tab !== 'acknowledged' && <OpenFilters view={view} />}
      <Select
        id="filter-system"
        name="system"
        label={texts.system}
        choices={[
          { value: '', label: texts.anySystem },
          ...SYSTEMS.map((each) => ({ value: each, label: words.systems[each] })),
        ]}
        chosen={system}
      />
      <Select
        id="filter-team"
        name="team"
        label={texts.team}
        choices={[
          { value: '', label: texts.anyTeam },
          ...known.map((each) => ({ value: each, label: each })),
        ]}
        chosen={team}
      />
      <TextField
        id="filter-decision"
        name="decision"
        label={texts.decision}
        type="search"
        value={decisionId}
        help={texts.decisionHelp}
        maxLength={64}
      />
      <Submit label={texts.search} tone="secondary" />
      {isFiltered(view) && <a href={`${WORKLIST_PATH}?tab=${tab}`}>{texts.clear}</a>}
    </form>
  );
}

/** Only what is open can be late, or be somebody else's turn. */
function OpenFilters({ view: { isAllOpen, isOverdueOnly } }: { readonly view: WorklistView }) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].list.filters;
  return (
    <>
      <Select
        id="filter-show"
        name="show"
        label={texts.show}
        choices={[
          { value: '', label: texts.toDo },
          { value: 'open', label: texts.open },
        ]}
        chosen={isAllOpen ? 'open' : ''}
      />
      <Select
        id="filter-deadline"
        name="deadline"
        label={texts.deadline}
        choices={[
          { value: '', label: texts.anyDeadline },
          { value: 'overdue', label: texts.overdue },
        ]}
        chosen={isOverdueOnly ? 'overdue' : ''}
      />
    </>
  );
}
