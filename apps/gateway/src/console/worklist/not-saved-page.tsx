import { WORKLIST_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { PROBLEMS } from '../../http/problem.js';
import type { PageView } from '../frame/page-view.js';
import { Notice } from '../parts/index.js';
import { AcknowledgementPart } from './acknowledgement-part.js';
import type { TypedAcknowledgement } from './acknowledgement-form.js';

const RETRY_S = 5;

interface NotSaved {
  readonly id: string;
  readonly typed: TypedAcknowledgement;
  readonly seen: { readonly tag: string; readonly at: Date; readonly isShown: boolean };
}

/** While the ledger is away: nothing was saved, and the same form can be sent again as it was. */
export function notSavedPage(language: TextLanguage, { id, typed, seen }: NotSaved): PageView {
  const texts = WORKLIST_TEXTS[language].notSaved;
  return {
    title: texts.title,
    area: 'worklist',
    status: PROBLEMS['not-now'].status,
    headers: { 'retry-after': String(RETRY_S) },
    body: (
      <>
        <Notice tone="error">
          <p>{texts.text}</p>
        </Notice>
        <AcknowledgementPart
          sheet={{ entityTag: seen.tag, asOf: seen.at, task: { id } }}
          typed={typed}
          faults={[]}
          isShown={seen.isShown}
          draftKey={undefined}
          mayAcknowledge
        />
      </>
    ),
  };
}
