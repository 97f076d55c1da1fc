import { WORKLIST_TEXTS } from '#console-texts';
import type { ActView, WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { actorName } from './changed-notice.js';

/** What people did to the task, newest first; nothing where nobody did. */
export function HistoryPart({ sheet }: { readonly sheet: WorklistTask }) {
  const { language, formats } = usePage();
  const texts = WORKLIST_TEXTS[language];
  if (sheet.history.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{texts.history.heading}</h2>
      <ol class="lines" reversed>
        {sheet.history.map((act) => (
          <li key={act.at.toISOString()}>
            <strong>{formats.dateTime(act.at)}</strong> {texts.history.acts[act.kind]}:{' '}
            {actorName(act.by, texts)}
            <Said act={act} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Said({ act: { said } }: { readonly act: ActView }) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language];
  const { outcome, reference, note, reason } = said;
  return (
    <>
      {outcome !== undefined && <p>{texts.acknowledge.outcomes[outcome]}</p>}
      {reference !== undefined && <p>{texts.history.reference(reference)}</p>}
      {[note, reason].map((text) => text !== undefined && <p lang="fi">{text}</p>)}
    </>
  );
}
