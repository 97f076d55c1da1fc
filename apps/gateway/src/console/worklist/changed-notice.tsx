import { WORKLIST_TEXTS } from '#console-texts';
import type { WorklistTexts } from '#console-texts';
import type { ActorView, WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { Notice } from '../parts/index.js';

/** Two people at once: who was first, and that what was typed is not lost. */
export function ChangedNotice({ sheet, since }: { readonly sheet: WorklistTask; readonly since: Date }) {
  const { language, formats, words } = usePage();
  const texts = WORKLIST_TEXTS[language];
  const last = sheet.history[0];
  const what =
    last !== undefined && last.at > since
      ? texts.changed.acts[last.kind](actorName(last.by, texts), formats.time(last.at))
      : texts.changed.byItself(words.states[sheet.task.state]);
  return (
    <Notice tone="alert" title={texts.changed.title}>
      <p>
        {what} {texts.changed.notSaved}
      </p>
      <p>{texts.changed.lookAgain}</p>
    </Notice>
  );
}

/** By name or address; else by their part and organisation. */
export function actorName({ role, name, organisation }: ActorView, texts: WorklistTexts): string {
  const { roles, someone } = texts.history;
  const who = name ?? (isKnownRole(role, roles) ? roles[role] : someone);
  return organisation === undefined ? who : `${who} (${organisation})`;
}

const isKnownRole = (
  role: string,
  roles: WorklistTexts['history']['roles'],
): role is keyof WorklistTexts['history']['roles'] => Object.hasOwn(roles, role);
