import { QUEUES_TEXTS } from '#console-texts';
import type { FailuresView } from '../../repairs/repair-view.js';
import { usePage } from '../frame/page-context.js';
import { Table } from '../parts/index.js';
import { queryOf } from '../repairs/filter-fields.js';
import type { FilterFields } from '../repairs/filter-fields.js';
import { Cause } from './cause.js';

type Failure = FailuresView['items'][number];

/** What fails, by its normalised cause: a thousand failures are usually three. */
export function FailuresSection({ failures: { examined, items } }: { readonly failures: FailuresView }) {
  const { language, formats } = usePage();
  const texts = QUEUES_TEXTS[language].failures;
  const when = (at: string): string => formats.dateTime(new Date(at));
  return (
    <>
      <h2>{texts.title}</h2>
      {items.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Table
          caption={texts.examined(examined)}
          rows={items}
          rowKey={({ endpoint, reason = '', outcome = '', code = '' }) =>
            [endpoint, reason, outcome, code].join()
          }
          columns={[
            { heading: texts.cause, cell: (failure) => <Cause {...failure} /> },
            { heading: texts.count, isNumber: true, cell: ({ count }) => formats.count(count) },
            {
              heading: texts.seen,
              cell: ({ firstSeen, lastSeen }) => `${when(firstSeen)} – ${when(lastSeen)}`,
            },
            { heading: texts.endpoint, cell: ({ endpoint }) => endpoint },
            { heading: texts.actions, cell: (failure) => <FailureLinks failure={failure} /> },
          ]}
        />
      )}
    </>
  );
}

function FailureLinks({ failure }: { readonly failure: Failure }) {
  const { language } = usePage();
  const texts = QUEUES_TEXTS[language].failures;
  const query = queryOf(filterOfGroup(failure));
  return (
    <ul class="links">
      <li>
        <a href={`/console/tasks?${query}`}>{texts.show}</a>
      </li>
      <li>
        <a href={`/console/repairs/new?${query}`}>{texts.plan}</a>
      </li>
    </ul>
  );
}

/** A task without a reason is on its way still: its state tells it apart from those that stopped. */
function filterOfGroup({ endpoint, reason, outcome = '', code = '' }: Failure): FilterFields {
  return {
    systems: [],
    endpoints: [endpoint],
    teams: [],
    states: reason === undefined ? ['retrying', 'unknown'] : ['needs-attention'],
    reasons: reason === undefined ? [] : [reason],
    outcome,
    code,
    from: '',
    to: '',
  };
}
