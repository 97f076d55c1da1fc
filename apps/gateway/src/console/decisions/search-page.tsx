import { DECISIONS_TEXTS } from '#console-texts';
import type { DecisionsTexts, TextLanguage } from '#console-texts';
import { SYSTEMS } from '#domain';
import type { DecisionPage } from '#ledger';
import { DECISION_STATUSES } from '../../reading/ledger-reader.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { ErrorSummary, More, Notice, PostForm, Select, Submit, TextField } from '../parts/index.js';
import type { TeamName } from './decision-desk.js';
import { DecisionsTable } from './decisions-table.js';
import { searchPath } from './read-search.js';
import type { ReadSearch, SearchFaults, SearchField } from './read-search.js';

export const DECISIONS_PATH = '/console/decisions';

interface SearchPageProps {
  readonly read: ReadSearch;
  readonly teams: readonly TeamName[];
  /** Absent when the search was not made, for its faults. */
  readonly found?: DecisionPage | undefined;
  readonly isClientWrong?: boolean;
}

/** The search of decisions, with what it found. */
export function searchPage(props: SearchPageProps, language: TextLanguage, count: string): PageView {
  const isWrong = Object.keys(props.read.faults).length > 0 || props.isClientWrong === true;
  return {
    title: DECISIONS_TEXTS[language].title(count),
    area: 'decisions',
    ...(isWrong ? { status: 422 } : {}),
    body: <SearchBody {...props} />,
  };
}

function SearchBody({ read, teams, found, isClientWrong = false }: SearchPageProps) {
  const texts = DECISIONS_TEXTS[usePage().language];
  const errors = [
    ...faultTexts(read.faults, texts),
    ...(isClientWrong ? [{ id: 'code', text: texts.wrongIdentityCode }] : []),
  ];
  return (
    <>
      <ErrorSummary errors={errors} />
      <SearchForm read={read} teams={teams} />
      <Found read={read} found={found} />
      <ClientForm isWrong={isClientWrong} />
    </>
  );
}

const faultTexts = (faults: SearchFaults, texts: DecisionsTexts) =>
  Object.entries(faults).map(([field, fault]) => ({ id: field, text: texts[fault] }));

/** A plain GET form: a view can be shared by its address. */
function SearchForm({ read: { values, faults }, teams }: Pick<SearchPageProps, 'read' | 'teams'>) {
  const { language, words } = usePage();
  const texts = DECISIONS_TEXTS[language];
  const field = (name: SearchField) => {
    const fault = faults[name];
    return { id: name, name, error: fault === undefined ? undefined : texts[fault] };
  };
  return (
    <section aria-labelledby="search">
      <h2 id="search">{texts.searchHeading}</h2>
      <form method="get" action={DECISIONS_PATH}>
        <div class="filters">
          <Select
            {...field('team')}
            label={texts.team}
            chosen={values.team}
            choices={[
              { value: '', label: texts.allTeams },
              ...teams.map(({ team, name }) => ({ value: team, label: name })),
            ]}
          />
          <TextField
            {...field('id')}
            type="search"
            label={texts.decisionId}
            help={texts.decisionIdHelp}
            value={values.id}
            maxLength={64}
          />
          <Select
            {...field('state')}
            label={texts.rollUp}
            chosen={values.state}
            choices={[
              { value: '', label: texts.allRollUps },
              ...DECISION_STATUSES.map((status) => ({ value: status, label: texts.rollUps[status] })),
            ]}
          />
          <Select
            {...field('system')}
            label={texts.system}
            chosen={values.system}
            choices={[
              { value: '', label: texts.allSystems },
              ...SYSTEMS.map((system) => ({ value: system, label: words.systems[system] })),
            ]}
          />
          <TextField {...field('from')} type="date" label={texts.from} value={values.from} />
          <TextField {...field('until')} type="date" label={texts.until} value={values.until} />
        </div>
        <div class="actions">
          <Submit label={texts.search} />
          <a href={DECISIONS_PATH}>{texts.clear}</a>
        </div>
      </form>
    </section>
  );
}

function Found({ read, found }: Pick<SearchPageProps, 'read' | 'found'>) {
  const texts = DECISIONS_TEXTS[usePage().language];
  if (found === undefined) return null;
  if (found.decisions.length === 0) {
    const isAll = Object.keys(read.search).length === 0 && read.after === undefined;
    return (
      <Notice tone="info">
        <p>{isAll ? texts.none : texts.noneFiltered}</p>
        {!isAll && (
          <p>
            <a href={DECISIONS_PATH}>{texts.clear}</a>
          </p>
        )}
      </Notice>
    );
  }
  return (
    <>
      <DecisionsTable decisions={found.decisions} under={DECISIONS_PATH} />
      <More
        href={
          found.next === undefined
            ? undefined
            : searchPath(DECISIONS_PATH, read.values, { after: found.next })
        }
      />
    </>
  );
}

/** By POST: an identity code must be in no address. What was typed is not shown again either. */
function ClientForm({ isWrong }: { readonly isWrong: boolean }) {
  const texts = DECISIONS_TEXTS[usePage().language];
  return (
    <section aria-labelledby="client">
      <h2 id="client">{texts.clientHeading}</h2>
      <PostForm action={`${DECISIONS_PATH}/client`}>
        <TextField
          id="code"
          name="code"
          label={texts.identityCode}
          help={texts.clientHelp}
          error={isWrong ? texts.wrongIdentityCode : undefined}
          isRequired
          maxLength={11}
        />
        <Submit label={texts.searchClient} tone="secondary" />
      </PostForm>
    </section>
  );
}

/** What a client's search found; the client is named nowhere on it. */
export function clientPage(found: DecisionPage, language: TextLanguage, count: string): PageView {
  return {
    title: DECISIONS_TEXTS[language].clientTitle(count),
    area: 'decisions',
    body: <ClientBody found={found} />,
  };
}

function ClientBody({ found }: { readonly found: DecisionPage }) {
  const texts = DECISIONS_TEXTS[usePage().language];
  return (
    <>
      {found.decisions.length === 0 ? (
        <Notice tone="info">
          <p>{texts.clientNone}</p>
        </Notice>
      ) : (
        <DecisionsTable decisions={found.decisions} under={DECISIONS_PATH} />
      )}
      <p>
        <a href={DECISIONS_PATH}>{texts.searchAgain}</a>
      </p>
    </>
  );
}
