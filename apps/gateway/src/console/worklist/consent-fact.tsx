import { WORKLIST_TEXTS } from '#console-texts';
import type { WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { Icon } from '../parts/index.js';
import { noonOf } from './noon-of.js';

/** The consent with its place of record; a client may have given it on a form that no system holds. */
export function ConsentFact({ sheet: { consent } }: { readonly sheet: Pick<WorklistTask, 'consent'> }) {
  const { language, formats, words } = usePage();
  const { consent: texts, consentForms, consentMethods } = WORKLIST_TEXTS[language];
  if (consent === undefined) return <>{texts.none}</>;
  const { givenOn, validUntil, form, method, isWithdrawn, places } = consent;
  const day = (of: string): string => formats.date(noonOf(of));
  return (
    <ul class="lines">
      {isWithdrawn && (
        <li>
          <Icon name="attention" /> <strong>{texts.withdrawn}</strong>
        </li>
      )}
      <li>
        {[
          texts.given(day(givenOn)),
          ...(validUntil === undefined ? [] : [texts.validUntil(day(validUntil))]),
          consentForms[form],
          consentMethods[method],
        ].join(', ')}
      </li>
      {places.length === 0 && <li>{texts.noPlace}</li>}
      {places.map(({ system, state }) => (
        <li key={system}>{texts.place(words.systems[system], words.states[state])}</li>
      ))}
    </ul>
  );
}
