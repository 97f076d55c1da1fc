import { CANNOT_RECORD_REASONS, WORKLIST_TEXTS } from '#console-texts';
import type { CannotRecordReason, WorklistFault } from '#console-texts';
import { ACKNOWLEDGEMENT_OUTCOMES } from '#domain';
import type { AcknowledgementOutcome } from '#domain';
import { NOTE_MAX, REFERENCE } from '../../acting/act-requests.dto.js';
import type { ActRequest } from '../../acting/task-acts.js';
import type { FormFields } from '../frame/form.js';

/** What was typed, as it was typed. */
export interface TypedAcknowledgement {
  readonly outcome: AcknowledgementOutcome | undefined;
  readonly changed: string;
  readonly why: CannotRecordReason | undefined;
  readonly whyNote: string;
  readonly reference: string;
}

/** What is wrong with which field, by the element's id. */
export interface FieldFault {
  readonly id: string;
  readonly fault: WorklistFault;
}

export const ACKNOWLEDGEMENT_IDS = {
  outcome: 'acknowledgement-outcome',
  changed: 'acknowledgement-changed',
  why: 'acknowledgement-why',
  whyNote: 'acknowledgement-why-note',
  reference: 'acknowledgement-reference',
} as const;

export function typedAcknowledgement(form: FormFields): TypedAcknowledgement {
  return {
    outcome: ACKNOWLEDGEMENT_OUTCOMES.find((each) => each === form.text('outcome')),
    changed: form.text('changed') ?? '',
    why: CANNOT_RECORD_REASONS.find((each) => each === form.text('why')),
    whyNote: form.text('why-note') ?? '',
    reference: form.text('reference') ?? '',
  };
}

export type ReadAcknowledgement =
  | { readonly request: Extract<ActRequest, { kind: 'acknowledgement' }> }
  | { readonly faults: readonly FieldFault[] };

/** @returns what is asked for, or every fault at once; fields of another outcome are not looked at */
export function readAcknowledgement(typed: TypedAcknowledgement): ReadAcknowledgement {
  const { outcome } = typed;
  const note = noteOf(typed).trim();
  const reference = typed.reference.trim();
  const faults = [...outcomeFaults(typed), ...noteFaults(typed, note), ...referenceFaults(reference)];
  if (outcome === undefined || faults.length > 0) return { faults };
  return {
    request: {
      kind: 'acknowledgement',
      outcome,
      ...(reference === '' ? {} : { reference }),
      ...(note === '' ? {} : { note }),
    },
  };
}

/** In Finnish whoever writes it: it is read by those who clear the task up. */
function noteOf({ outcome, changed, why, whyNote }: TypedAcknowledgement): string {
  if (outcome === 'recorded-changed') return changed;
  if (outcome !== 'cannot-record' || why === undefined) return '';
  const reason = WORKLIST_TEXTS.fi.acknowledge.reasons[why];
  return whyNote.trim() === '' ? reason : `${reason}: ${whyNote.trim()}`;
}

function outcomeFaults({ outcome, changed, why, whyNote }: TypedAcknowledgement): readonly FieldFault[] {
  const { outcome: outcomeId, changed: changedId, why: whyId, whyNote: whyNoteId } = ACKNOWLEDGEMENT_IDS;
  switch (outcome) {
    case undefined:
      return [{ id: `${outcomeId}-recorded`, fault: 'outcome-missing' }];
    case 'recorded':
      return [];
    case 'recorded-changed':
      return changed.trim() === '' ? [{ id: changedId, fault: 'change-missing' }] : [];
    case 'cannot-record':
      if (why === undefined) return [{ id: whyId, fault: 'why-missing' }];
      return why === 'other' && whyNote.trim() === '' ? [{ id: whyNoteId, fault: 'other-missing' }] : [];
  }
}

function noteFaults({ outcome }: TypedAcknowledgement, note: string): readonly FieldFault[] {
  if (Array.from(note).length <= NOTE_MAX) return [];
  const { changed, whyNote } = ACKNOWLEDGEMENT_IDS;
  return [{ id: outcome === 'recorded-changed' ? changed : whyNote, fault: 'note-too-long' }];
}

const referenceFaults = (reference: string): readonly FieldFault[] =>
  reference === '' || REFERENCE.test(reference)
    ? []
    : [{ id: ACKNOWLEDGEMENT_IDS.reference, fault: 'reference-unfit' }];
