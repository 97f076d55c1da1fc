import { PRACTICES_TEXTS, RECORD_WORDS } from '#console-texts';
import type { Practice } from '#domain';
import type { VNode } from 'preact';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';

/** All teams, each leading to its practice. */
export const practicesPage = (practices: readonly Practice[]): VNode => <Practices practices={practices} />;

function Practices({ practices }: { readonly practices: readonly Practice[] }) {
  const { language, formats } = usePage();
  const texts = PRACTICES_TEXTS[language];
  const { handlings } = RECORD_WORDS[language];
  return (
    <>
      <p>{texts.intro}</p>
      {practices.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Table
          caption={texts.listCaption}
          rows={practices}
          rowKey={({ team }) => team}
          columns={[
            {
              heading: texts.list.team,
              cell: ({ team, name }) => (
                <a href={`/console/practices/${team}`} lang="fi">
                  {name}
                </a>
              ),
            },
            { heading: texts.list.version, cell: ({ version }) => <code>{version}</code> },
            {
              heading: texts.list.rules,
              cell: ({ rules }) => formats.count(rules.length),
              isNumber: true,
            },
            {
              heading: texts.list.handlings,
              cell: (practice) => practice.handlings.map((one) => handlings[one]).join(', '),
            },
            {
              heading: texts.list.consent,
              cell: ({ consent }) => (consent.required ? texts.consentRequired : texts.consentNotRequired),
            },
          ]}
        />
      )}
    </>
  );
}
