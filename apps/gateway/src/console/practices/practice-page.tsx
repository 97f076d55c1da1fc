import { CONSOLE_WORDS, PRACTICES_TEXTS, RECORD_WORDS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { RECORDS, ROLES } from '#domain';
import type { Practice } from '#domain';
import type { PracticeUse } from '#ledger';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { ErrorSummary, Facts, Table } from '../parts/index.js';
import { ConsentRules } from './consent-rules.js';
import { HistorySection } from './history-section.js';
import { RuleTable } from './rule-table.js';
import { ownSystemWords } from './rule-words.js';
import { TryOut, YAML_FIELD } from './try-out.js';
import type { TriedOut } from './try-out.js';

interface PracticeShown {
  readonly practice: Practice;
  readonly uses: readonly PracticeUse[];
  readonly tried?: TriedOut | undefined;
}

/** One team's practice in words. */
export function practicePage(shown: PracticeShown, language: TextLanguage): PageView {
  const isRefused = shown.tried?.faults !== undefined;
  return {
    title: PRACTICES_TEXTS[language].pageTitle(shown.practice.name),
    area: 'practices',
    body: <PracticeBody {...shown} />,
    ...(isRefused ? { status: 422 } : {}),
  };
}

function PracticeBody({ practice, uses, tried }: PracticeShown) {
  const { language } = usePage();
  const texts = PRACTICES_TEXTS[language];
  const { handlings } = RECORD_WORDS[language];
  const { faults } = tried ?? {};
  return (
    <>
      {faults !== undefined && (
        <ErrorSummary
          errors={[
            {
              id: YAML_FIELD,
              text: faults.length === 0 ? texts.tryOut.empty : texts.tryOut.refused(faults.length),
            },
          ]}
        />
      )}
      <Facts
        facts={[
          [texts.facts.team, <code key="team">{practice.team}</code>],
          [texts.facts.version, <code key="version">{practice.version}</code>],
          [texts.facts.handlings, practice.handlings.map((one) => handlings[one]).join(', ')],
        ]}
      />
      {tried?.comparison !== undefined && <TryOut practice={practice} tried={tried} />}
      <h2>{texts.matrix}</h2>
      {practice.rules.length === 0 ? <p>{texts.noRules}</p> : <RuleTable rules={practice.rules} />}
      <OwnSystems practice={practice} />
      <Prohibitions practice={practice} />
      <h2>{texts.consent}</h2>
      <ConsentRules consent={practice.consent} />
      <Deadlines practice={practice} />
      <HistorySection version={practice.version} uses={uses} />
      {tried?.comparison === undefined && <TryOut practice={practice} tried={tried} />}
    </>
  );
}

function OwnSystems({ practice: { ownSystems, ownSystemTable } }: Pick<PracticeShown, 'practice'>) {
  const { language } = usePage();
  const texts = PRACTICES_TEXTS[language];
  const { roles, handlings } = RECORD_WORDS[language];
  if (ownSystems === undefined) {
    return (
      <>
        <h2>{texts.ownSystems}</h2>
        <p>{texts.ownSystemsAbsent}</p>
      </>
    );
  }
  const exceptions = ownSystems.notIn.map((one) => handlings[one]).join(', ');
  return (
    <>
      <h2>{texts.ownSystems}</h2>
      <p>{texts.ownSystemsInForce}</p>
      {exceptions !== '' && <p>{texts.ownSystemsNotIn(exceptions)}</p>}
      <Table
        caption={texts.ownCaption}
        rows={ROLES}
        rowKey={(role) => role}
        columns={[
          { heading: texts.ownColumns.role, cell: (role) => roles[role] },
          {
            heading: texts.ownColumns.system,
            cell: (role) => ownSystemWords(ownSystemTable[role], language),
          },
        ]}
      />
    </>
  );
}

function Prohibitions({ practice: { prohibitions } }: Pick<PracticeShown, 'practice'>) {
  const { language, words } = usePage();
  const texts = PRACTICES_TEXTS[language];
  if (prohibitions.length === 0) return null;
  return (
    <>
      <h2>{texts.prohibitions}</h2>
      <ul>
        {prohibitions.map(({ system, exceptRecords }) => (
          <li key={system}>
            {exceptRecords.length === 0
              ? texts.prohibited(words.systems[system])
              : texts.prohibitedExcept(
                  words.systems[system],
                  exceptRecords.map((record) => words.records[record]).join(', '),
                )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Deadlines({ practice: { deadlines } }: Pick<PracticeShown, 'practice'>) {
  const { language } = usePage();
  const texts = PRACTICES_TEXTS[language];
  const { channels, records } = CONSOLE_WORDS[language];
  const ofRecords = RECORDS.flatMap((record) => {
    const days = deadlines.records[record];
    return days === undefined ? [] : [texts.deadline(records[record], days)];
  });
  const all = [
    texts.deadline(channels.automatic, deadlines.automatic),
    texts.deadline(channels.manual, deadlines.manual),
    ...ofRecords,
  ];
  return (
    <>
      <h2>{texts.deadlines}</h2>
      <ul>
        {all.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
