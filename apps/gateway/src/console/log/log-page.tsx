import { DECISIONS_TEXTS, LOG_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { EVIDENCE_LEVELS, SYSTEMS, TASK_STATES } from '#domain';
import type { RecordingFigures } from '#ledger';
import type { TeamName } from '../decisions/decision-desk.js';
import { DecisionsTable } from '../decisions/decisions-table.js';
import { searchPath } from '../decisions/read-search.js';
import type { SearchField } from '../decisions/read-search.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { ErrorSummary, More, Notice, Select, Submit, TextField } from '../parts/index.js';
import type { Choice } from '../parts/index.js';
import { CheckSummary } from './check-page.js';
import { ExportForm } from './export-form.js';
import type { ExportFault } from './export-form.js';
import { onTimeShare, totalsOf } from './figures.js';
import { DelaysChart, TimesChart, WeeksChart } from './log-charts.js';
import type { LogOverview } from './log-desk.js';
import { LOG_PATH } from './paths.js';
import { MOST_DAYS } from './read-log-search.js';
import type { LogFault, ReadLogSearch } from './read-log-search.js';
import { AttemptsChart, BacklogChart } from './work-charts.js';

interface LogPageProps {
  readonly read: ReadLogSearch;
  readonly teams: readonly TeamName[];
  /** Absent where the search has faults. */
  readonly overview?: LogOverview;
}

/** The recording log: how complete the records of a period are. */
export function logPage(props: LogPageProps, language: TextLanguage, count: string): PageView {
  return {
    title: LOG_TEXTS[language].title(count),
    area: 'log',
    ...(props.overview === undefined ? { status: 422 } : {}),
    body: <LogBody {...props} />,
  };
}

function LogBody({ read, teams, overview }: LogPageProps) {
  const faultText = useFaultText();
  const errors = Object.entries(read.faults).map(([id, fault]) => ({ id, text: faultText(fault) }));
  return (
    <>
      <ErrorSummary errors={errors} />
      <Filters read={read} teams={teams} />
      {overview !== undefined && <Overview read={read} overview={overview} />}
    </>
  );
}

function useFaultText(): (fault: LogFault) => string {
  const { formats, language } = usePage();
  return (fault) =>
    fault === 'tooLong'
      ? LOG_TEXTS[language].tooLong(formats.count(MOST_DAYS))
      : DECISIONS_TEXTS[language][fault];
}

/** A plain GET form: a view can be shared by its address. */
function Filters({ read, teams }: Pick<LogPageProps, 'read' | 'teams'>) {
  const { language } = usePage();
  const texts = LOG_TEXTS[language];
  const { values, faults } = read;
  const faultText = useFaultText();
  const day = (name: 'from' | 'until') => {
    const fault = faults[name];
    return {
      id: name,
      name,
      type: 'date' as const,
      value: values[name],
      isRequired: true,
      error: fault === undefined ? undefined : faultText(fault),
    };
  };
  return (
    <section aria-labelledby="filters">
      <h2 id="filters">{texts.filters}</h2>
      <form method="get" action={LOG_PATH}>
        <div class="filters">
          <TextField {...day('from')} label={texts.from} />
          <TextField {...day('until')} label={texts.until} />
          <Choices read={read} teams={teams} />
          <div class="choice">
            <input
              type="checkbox"
              id="overdue"
              name="overdue"
              value="1"
              checked={values.overdue !== undefined}
            />
            <label for="overdue">{texts.overdueOnly}</label>
          </div>
        </div>
        <div class="actions">
          <Submit label={texts.show} />
          <a href={LOG_PATH}>{DECISIONS_TEXTS[language].clear}</a>
        </div>
      </form>
    </section>
  );
}

/** One of a list each, or all. */
function Choices({ read: { values, faults }, teams }: Pick<LogPageProps, 'read' | 'teams'>) {
  const { language, words } = usePage();
  const texts = LOG_TEXTS[language];
  const common = DECISIONS_TEXTS[language];
  const faultText = useFaultText();
  const choose = (
    name: SearchField,
    labels: { readonly label: string; readonly all: string },
    choices: readonly Choice[],
  ) => {
    const fault = faults[name];
    return (
      <Select
        id={name}
        name={name}
        label={labels.label}
        chosen={values[name]}
        error={fault === undefined ? undefined : faultText(fault)}
        choices={[{ value: '', label: labels.all }, ...choices]}
      />
    );
  };
  return (
    <>
      {choose(
        'team',
        { label: common.team, all: common.allTeams },
        teams.map(({ team, name }) => ({ value: team, label: name })),
      )}
      {choose(
        'system',
        { label: common.system, all: common.allSystems },
        SYSTEMS.map((system) => ({ value: system, label: words.systems[system] })),
      )}
      {choose(
        'task',
        { label: texts.task, all: texts.allTasks },
        TASK_STATES.map((state) => ({ value: state, label: words.states[state] })),
      )}
      {choose(
        'evidence',
        { label: texts.evidence, all: texts.allEvidence },
        EVIDENCE_LEVELS.map((level) => ({ value: level, label: words.evidence[level] })),
      )}
    </>
  );
}

function Overview({ read, overview }: { readonly read: ReadLogSearch; readonly overview: LogOverview }) {
  const texts = LOG_TEXTS[usePage().language];
  const { figures, page, check } = overview;
  return (
    <>
      <h2>{texts.summaryHeading}</h2>
      {figures.decisions === 0 ? <NothingFound /> : <Summary figures={figures} />}
      <BacklogChart figures={figures} />
      {page.decisions.length > 0 && <DecisionsTable decisions={page.decisions} under={LOG_PATH} />}
      <More
        href={page.next === undefined ? undefined : searchPath(LOG_PATH, read.values, { after: page.next })}
      />
      <CheckSummary check={check} />
      <ExportForm ask={{ type: 'period', from: read.values.from ?? '', until: read.values.until ?? '' }} />
      <p>
        <a href={`${LOG_PATH}/person`}>{texts.personLink}</a>
      </p>
    </>
  );
}

function NothingFound() {
  const { language } = usePage();
  return (
    <Notice tone="info">
      <p>{LOG_TEXTS[language].none}</p>
      <p>
        <a href={LOG_PATH}>{DECISIONS_TEXTS[language].clear}</a>
      </p>
    </Notice>
  );
}

function Summary({ figures }: { readonly figures: RecordingFigures }) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  const totals = totalsOf(figures.weeks);
  const share = onTimeShare(totals);
  const decisions = formats.count(figures.decisions);
  const tasks = formats.count(totals.tasks);
  return (
    <>
      <p>
        {share === undefined
          ? texts.summaryNoDue({ decisions, tasks })
          : texts.summary({
              decisions,
              tasks,
              onTime: formats.percent(share),
              open: formats.count(totals.open + totals.overdue),
              overdue: formats.count(totals.overdue),
              unrecorded: formats.count(totals.unrecorded),
            })}
      </p>
      <p>
        {texts.evidenceSummary({
          verified: formats.count(totals.verified),
          found: formats.count(totals.found),
          accepted: formats.count(totals.accepted),
          attested: formats.count(totals.attested),
        })}
      </p>
      {figures.weeks.length > 0 && (
        <>
          <WeeksChart figures={figures} />
          <TimesChart figures={figures} />
          <DelaysChart figures={figures} />
          <AttemptsChart figures={figures} />
        </>
      )}
    </>
  );
}

/** An export of the log that was not made, with the form as it was filled in. */
export function exportFailedPage(
  props: Parameters<typeof ExportForm>[0] & { readonly fault: ExportFault },
  language: TextLanguage,
): PageView {
  return {
    title: LOG_TEXTS[language].exportHeading,
    area: 'log',
    status: props.fault === 'noCheckpoint' ? 503 : 422,
    body: <ExportForm {...props} />,
  };
}
