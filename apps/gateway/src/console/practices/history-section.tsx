import { PRACTICES_TEXTS } from '#console-texts';
import type { PracticeUse } from '#ledger';
import { usePage } from '../frame/page-context.js';
import { Label, Table } from '../parts/index.js';

interface HistoryProps {
  /** In force. */
  readonly version: string;
  readonly uses: readonly PracticeUse[];
}

/** Which versions of the practice the stored decisions were planned by. */
export function HistorySection({ version, uses }: HistoryProps) {
  const { language, formats } = usePage();
  const texts = PRACTICES_TEXTS[language];
  const { historyColumns: columns } = texts;
  return (
    <>
      <h2>{texts.history}</h2>
      {uses.length === 0 ? (
        <p>{texts.noHistory}</p>
      ) : (
        <Table
          caption={texts.historyCaption}
          rows={uses}
          rowKey={({ practiceVersion }) => practiceVersion}
          columns={[
            {
              heading: columns.version,
              cell: ({ practiceVersion }) => (
                <>
                  <code>{practiceVersion}</code>{' '}
                  {practiceVersion === version && <Label tone="success" icon="done" text={texts.inForce} />}
                </>
              ),
            },
            {
              heading: columns.decisions,
              cell: ({ decisions }) => formats.count(decisions),
              isNumber: true,
            },
            { heading: columns.first, cell: ({ firstAt }) => formats.dateTime(firstAt) },
            { heading: columns.last, cell: ({ lastAt }) => formats.dateTime(lastAt) },
          ]}
        />
      )}
    </>
  );
}
