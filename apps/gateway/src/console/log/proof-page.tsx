import { DECISIONS_TEXTS, LOG_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { decisionPath } from '../decisions/decisions-table.js';
import { Receipt } from '../decisions/receipt-page.js';
import { DECISIONS_PATH } from '../decisions/search-page.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { Facts, Notice, Table } from '../parts/index.js';
import { Label } from '../parts/labels.js';
import { ExportForm } from './export-form.js';
import type { CheckpointView, DecisionProof, EntryStanding, ProvenEntry } from './log-desk.js';

/** What proves the state of one decision: its receipt, its entries, and the checkpoint that they stand under. */
export function proofPage(proof: DecisionProof, language: TextLanguage): PageView {
  const { team, decisionId } = proof.decision;
  return {
    title: LOG_TEXTS[language].proofTitle(`${team}/${decisionId}`),
    area: 'log',
    body: <ProofBody proof={proof} />,
  };
}

function ProofBody({ proof }: { readonly proof: DecisionProof }) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  const { decision, given, entries, isCut, checkpoint } = proof;
  const { team, decisionId } = decision;
  return (
    <>
      <p>{texts.proofText}</p>
      <p class="actions">
        <a href={decisionPath(DECISIONS_PATH, team, decisionId)}>{DECISIONS_TEXTS[language].toDecision}</a>
      </p>
      <h2>{DECISIONS_TEXTS[language].receipt}</h2>
      <Receipt decision={decision} given={given} />
      <Checkpoint checkpoint={checkpoint} />
      {isCut && (
        <Notice tone="info">
          <p>{texts.entriesCut(formats.count(entries.length))}</p>
        </Notice>
      )}
      {entries.length === 0 ? <p>{texts.entriesNone}</p> : <EntriesTable entries={entries} />}
      <ExportForm ask={{ type: 'decision', team, decisionId }} />
    </>
  );
}

function Checkpoint({ checkpoint }: { readonly checkpoint: CheckpointView | undefined }) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  if (checkpoint === undefined) {
    return (
      <>
        <h2>{texts.checkpointHeading}</h2>
        <p>{texts.checkpointNone}</p>
      </>
    );
  }
  const { origin, size, root, signedAt, signer, witnesses, note } = checkpoint;
  return (
    <>
      <h2>{texts.checkpointHeading}</h2>
      <Facts
        facts={[
          [texts.origin, <code key="origin">{origin}</code>],
          [texts.size, formats.count(size)],
          [texts.root, <code key="root">{root}</code>],
          [texts.signedAt, formats.dateTime(signedAt)],
          [
            texts.signer,
            signer === undefined ? (
              <Label key="signer" tone="error" icon="attention" text={texts.signerWrong} />
            ) : (
              <Label key="signer" tone="success" icon="done" text={signer} />
            ),
          ],
          [
            texts.witness,
            witnesses.length === 0
              ? texts.witnessNone
              : witnesses.map(({ name, at }) => (
                  <p key={name}>
                    <Label tone="success" icon="done" text={name} /> {formats.dateTime(at)}
                  </p>
                )),
          ],
        ]}
      />
      <details>
        <summary>{texts.note}</summary>
        <pre class="copyable">{note}</pre>
      </details>
    </>
  );
}

const LOOKS = {
  proven: { tone: 'success', icon: 'done' },
  unsigned: { tone: 'neutral', icon: 'waiting' },
  differs: { tone: 'error', icon: 'attention' },
} as const satisfies Record<EntryStanding, object>;

function EntriesTable({ entries }: { readonly entries: readonly ProvenEntry[] }) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  return (
    <Table
      caption={texts.entriesCaption(formats.count(entries.length))}
      rows={entries}
      rowKey={({ entry }) => entry.id}
      columns={[
        // The number is the entry's name: it is written as it stands in the log.
        { heading: texts.number, isNumber: true, cell: ({ entry }) => String(entry.index) },
        { heading: texts.at, cell: ({ entry }) => formats.dateTime(new Date(entry.at)) },
        { heading: texts.kind, cell: ({ entry }) => <code>{entry.kind}</code> },
        { heading: texts.who, cell: ({ entry }) => <Who who={entry.who} /> },
        {
          heading: texts.entryState,
          cell: ({ entry: { outcome } }) => {
            const said = [outcome?.state, outcome?.outcome, outcome?.reason, outcome?.code];
            return <code>{said.filter((part) => part !== undefined).join(' ')}</code>;
          },
        },
        { heading: texts.standing, cell: (entry) => <Standing entry={entry} /> },
      ]}
    />
  );
}

/** A person is a keyed digest, with the role that they acted in. */
export function Who({ who: { type, id, role } }: { readonly who: ProvenEntry['entry']['who'] }) {
  const texts = LOG_TEXTS[usePage().language];
  return (
    <>
      {texts.whoTypes[type]}
      {role !== undefined && ` (${role})`} <code>{id}</code>
    </>
  );
}

function Standing({ entry: { standing, leafHash, path } }: { readonly entry: ProvenEntry }) {
  const texts = LOG_TEXTS[usePage().language];
  return (
    <>
      <Label {...LOOKS[standing]} text={texts.standings[standing]} />
      <details>
        <summary>{texts.pathShow}</summary>
        <Facts
          facts={[
            [texts.leafHash, <code key="hash">{leafHash}</code>],
            [
              texts.path,
              path.map((node) => (
                <p key={node}>
                  <code>{node}</code>
                </p>
              )),
            ],
          ]}
        />
      </details>
    </>
  );
}
