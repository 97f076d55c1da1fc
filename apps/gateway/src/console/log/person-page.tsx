import type { Disclosure } from '#audit';
import { DECISIONS_TEXTS, LOG_PURPOSES, LOG_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { RECORDS, SYSTEMS } from '#domain';
import { decisionPath } from '../decisions/decisions-table.js';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { ErrorSummary, Notice, PostForm, Select, Submit, TextField, Table } from '../parts/index.js';
import { LOG_PATH } from './paths.js';
import { Who } from './proof-page.js';

/** What is wrong with the form; the identity code that was typed is not shown again. */
export interface PersonFaults {
  readonly code?: true;
  readonly purpose?: true;
}

/** Where somebody finds out for a client who has used or received their data. */
export function personPage(
  props: { readonly faults?: PersonFaults; readonly purpose?: string | undefined },
  language: TextLanguage,
): PageView {
  const { faults = {} } = props;
  return {
    title: LOG_TEXTS[language].personTitle,
    area: 'log',
    ...(Object.keys(faults).length > 0 ? { status: 422 } : {}),
    body: <PersonForm faults={faults} purpose={props.purpose} />,
  };
}

function PersonForm({
  faults,
  purpose,
}: {
  readonly faults: PersonFaults;
  readonly purpose: string | undefined;
}) {
  const { language } = usePage();
  const texts = LOG_TEXTS[language];
  const common = DECISIONS_TEXTS[language];
  const errors = [
    ...(faults.code === undefined ? [] : [{ id: 'code', text: common.wrongIdentityCode }]),
    ...(faults.purpose === undefined ? [] : [{ id: 'purpose', text: texts.choosePurpose }]),
  ];
  return (
    <>
      <ErrorSummary errors={errors} />
      <p>{texts.personText}</p>
      <PostForm action={`${LOG_PATH}/person`}>
        <TextField
          id="code"
          name="code"
          label={common.identityCode}
          error={faults.code === undefined ? undefined : common.wrongIdentityCode}
          isRequired
          maxLength={11}
        />
        <Select
          id="purpose"
          name="purpose"
          label={texts.purpose}
          chosen={purpose}
          error={faults.purpose === undefined ? undefined : texts.choosePurpose}
          choices={[
            { value: '', label: texts.choosePurpose },
            ...LOG_PURPOSES.map((each) => ({ value: each, label: texts.purposes[each] })),
          ]}
        />
        <Submit label={texts.personSearch} />
      </PostForm>
      <p>
        <a href={LOG_PATH}>{texts.toLog}</a>
      </p>
    </>
  );
}

/** Who has used or received a client's data. @param disclosures undefined for a client whom nobody knows */
export function disclosuresPage(
  disclosures: readonly Disclosure[] | undefined,
  language: TextLanguage,
): PageView {
  return {
    title: LOG_TEXTS[language].personTitle,
    area: 'log',
    body: <DisclosuresBody disclosures={disclosures} />,
  };
}

function DisclosuresBody({ disclosures }: { readonly disclosures: readonly Disclosure[] | undefined }) {
  const texts = LOG_TEXTS[usePage().language];
  return (
    <>
      {disclosures === undefined || disclosures.length === 0 ? (
        <Notice tone="info">
          <p>{disclosures === undefined ? texts.personUnknown : texts.personNone}</p>
        </Notice>
      ) : (
        <DisclosuresTable disclosures={disclosures} />
      )}
      <p>
        <a href={`${LOG_PATH}/person`}>{texts.newSearch}</a>
      </p>
    </>
  );
}

function DisclosuresTable({ disclosures }: { readonly disclosures: readonly Disclosure[] }) {
  const { formats, language, words } = usePage();
  const texts = LOG_TEXTS[language];
  const systemOf = (system: string): string => {
    const known = SYSTEMS.find((one) => one === system);
    return known === undefined ? system : words.systems[known];
  };
  const recordOf = (record: string | undefined): string => {
    const known = RECORDS.find((one) => one === record);
    return known === undefined ? (record ?? '') : words.records[known];
  };
  const purposeOf = (purpose: string | undefined): string => {
    const known = LOG_PURPOSES.find((one) => one === purpose);
    return known === undefined ? (purpose ?? '') : texts.purposes[known];
  };
  return (
    <Table
      caption={texts.personCaption(formats.count(disclosures.length))}
      rows={disclosures}
      rowKey={({ index }) => String(index)}
      columns={[
        { heading: texts.at, cell: ({ at }) => formats.dateTime(new Date(at)) },
        {
          heading: texts.use,
          cell: ({ type, kind }) => (
            <>
              {texts.uses[type]} <code>{kind}</code>
            </>
          ),
        },
        { heading: texts.who, cell: ({ who }) => <Who who={who} /> },
        { heading: texts.recipient, cell: ({ to }) => (to === undefined ? '' : systemOf(to.system)) },
        { heading: texts.data, cell: ({ record }) => recordOf(record) },
        {
          heading: texts.decision,
          cell: ({ decision: { team, decisionId } }) => (
            <a href={decisionPath(LOG_PATH, team, decisionId)}>
              {team}/{decisionId}
            </a>
          ),
        },
        {
          heading: texts.grounds,
          cell: ({ purpose, legalBasis }) => (
            <>
              {purposeOf(purpose)} {legalBasis !== undefined && <code>{legalBasis}</code>}
            </>
          ),
        },
        { heading: texts.number, isNumber: true, cell: ({ index }) => String(index) },
      ]}
    />
  );
}
