import { QUEUES_TEXTS, REPAIRS_TEXTS } from '#console-texts';
import { OPEN_STATES, REASONS, SYSTEMS } from '#domain';
import { usePage } from '../frame/page-context.js';
import { ErrorSummary, Select, Submit, TextField } from '../parts/index.js';
import type { Choice } from '../parts/index.js';
import { FILTER_PARAMETERS } from './filter-fields.js';
import type { FilterField, FilterFields } from './filter-fields.js';

export interface FilterFault {
  readonly field: FilterField;
  readonly code: string;
}

interface FilterFormProps {
  readonly fields: FilterFields;
  /** Ids of the configured ones. */
  readonly endpoints: readonly string[];
  readonly faults: readonly FilterFault[];
  /** A filter was asked for, and none was given. */
  readonly isEmptyRefused: boolean;
}

const fieldId = (field: FilterField): string => `filter-${FILTER_PARAMETERS[field]}`;

/** Which tasks. It asks only for what a plan would take; nothing is planned by it. */
export function FilterForm({ fields, endpoints, faults, isEmptyRefused }: FilterFormProps) {
  const { language } = usePage();
  const texts = REPAIRS_TEXTS[language];
  const faultText = ({ code }: FilterFault): string =>
    code === 'identity-code' ? texts.faults['identity-code'] : texts.faults.filter;
  return (
    <>
      <ErrorSummary
        errors={[
          ...(isEmptyRefused ? [{ id: fieldId('systems'), text: texts.faults.empty }] : []),
          ...faults.map((fault) => ({
            id: fieldId(fault.field),
            text: `${texts.filter[fault.field]}: ${faultText(fault)}`,
          })),
        ]}
      />
      <h2>{texts.filterTitle}</h2>
      <p>{texts.filterHelp}</p>
      <form method="get" action="/console/repairs/new">
        <input type="hidden" name="asked" value="1" />
        <Selects fields={fields} endpoints={endpoints} />
        {(['teams', 'code', 'from', 'to'] as const).map((field) => {
          const fault = faults.find((one) => one.field === field);
          return (
            <TextField
              key={field}
              id={fieldId(field)}
              name={FILTER_PARAMETERS[field]}
              label={texts.filter[field]}
              type={field === 'from' || field === 'to' ? 'date' : 'text'}
              value={fault?.code === 'identity-code' ? '' : [fields[field]].flat()[0]}
              error={fault === undefined ? undefined : faultText(fault)}
              maxLength={64}
            />
          );
        })}
        <Submit label={texts.lookUp} />
      </form>
    </>
  );
}

function Selects({ fields, endpoints }: Pick<FilterFormProps, 'fields' | 'endpoints'>) {
  const { language, words } = usePage();
  const { filter: names, all } = REPAIRS_TEXTS[language];
  const { outcomes } = QUEUES_TEXTS[language];
  const choices: readonly (readonly [FilterField, readonly Choice[]])[] = [
    ['systems', SYSTEMS.map((value) => ({ value, label: words.systems[value] }))],
    ['endpoints', endpoints.map((value) => ({ value, label: value }))],
    ['states', OPEN_STATES.map((value) => ({ value, label: words.states[value] }))],
    ['reasons', REASONS.map((value) => ({ value, label: words.reasons[value] }))],
    ['outcome', Object.entries(outcomes).map(([value, label]) => ({ value, label }))],
  ];
  return (
    <>
      {choices.map(([field, options]) => (
        <Select
          key={field}
          id={fieldId(field)}
          name={FILTER_PARAMETERS[field]}
          label={names[field]}
          choices={[{ value: '', label: all }, ...options]}
          chosen={[fields[field]].flat()[0] ?? ''}
        />
      ))}
    </>
  );
}
