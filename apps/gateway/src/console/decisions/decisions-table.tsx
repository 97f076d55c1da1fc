import { DECISIONS_TEXTS } from '#console-texts';
import type { DecisionSummary } from '#ledger';
import { usePage } from '../frame/page-context.js';
import { EvidenceLabel, Table } from '../parts/index.js';
import { RollUpLabel } from './roll-up-label.js';

interface DecisionsTableProps {
  readonly decisions: readonly DecisionSummary[];
  /** Path under which each decision's page is. */
  readonly under: string;
}

/** Decisions with how far their records have come. */
export function DecisionsTable({ decisions, under }: DecisionsTableProps) {
  const { formats, language } = usePage();
  const texts = DECISIONS_TEXTS[language];
  return (
    <Table
      caption={texts.caption}
      rows={decisions}
      rowKey={({ row }) => row}
      columns={[
        {
          heading: texts.decision,
          cell: ({ team, decisionId }) => (
            <a href={decisionPath(under, team, decisionId)}>
              {team}/{decisionId}
            </a>
          ),
        },
        { heading: texts.takenAt, cell: ({ takenAt }) => formats.dateTime(takenAt) },
        { heading: texts.tasks, isNumber: true, cell: ({ tasks }) => formats.count(tasks) },
        { heading: texts.recorded, isNumber: true, cell: ({ recorded }) => formats.count(recorded) },
        {
          heading: texts.newestEvidence,
          cell: ({ newestEvidence: evidence }) =>
            evidence === undefined ? (
              texts.noEvidence
            ) : (
              <>
                {formats.dateTime(evidence.at)} <EvidenceLabel level={evidence.level} />
              </>
            ),
        },
        { heading: texts.state, cell: (decision) => <RollUpLabel {...decision} /> },
      ]}
    />
  );
}

/** Both parts have no character that means something in a path. */
export const decisionPath = (under: string, team: string, decisionId: string): string =>
  `${under}/${team}/${decisionId}`;
