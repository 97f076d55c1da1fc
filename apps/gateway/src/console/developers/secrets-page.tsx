import { DEVELOPERS_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';
import { Label, Table } from '../parts/index.js';
import { DeveloperTabs } from './developer-tabs.js';
import type { SenderKey } from './sender-key.js';

/** Which secrets there are, by name, and how one is changed for another. */
export function SecretsPage({ keys }: { readonly keys: readonly SenderKey[] }) {
  const { language } = usePage();
  const { secrets: texts } = DEVELOPERS_TEXTS[language];
  const { columns } = texts;
  return (
    <>
      <DeveloperTabs here="secrets" />
      <p>{texts.intro}</p>
      {keys.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Table
          caption={texts.caption}
          rows={keys}
          rowKey={({ sender, name }) => `${sender} ${name}`}
          columns={[
            { heading: columns.name, cell: ({ name }) => <code>{name}</code> },
            { heading: columns.sender, cell: ({ sender }) => sender },
            { heading: columns.kind, cell: ({ kind }) => texts.kinds[kind] },
            {
              heading: columns.teams,
              cell: ({ teams }) => (teams === '*' ? texts.allTeams : teams.join(', ')),
            },
            {
              heading: columns.state,
              cell: ({ state }) =>
                state === 'live' ? (
                  <Label tone="success" icon="done" text={texts.states.live} />
                ) : (
                  <Label tone="neutral" icon="none" text={texts.states.revoked} />
                ),
            },
          ]}
        />
      )}
      <h2>{texts.rotation}</h2>
      <ol>
        {texts.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  );
}
