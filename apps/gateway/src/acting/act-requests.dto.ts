import { ACKNOWLEDGEMENT_OUTCOMES } from '#domain';
import type { AcknowledgementOutcome } from '#domain';
import { oneOf, pattern, text } from '../intake/event-dto/field-checks.js';
import { Field, Optional } from '../intake/event-dto/field.decorators.js';

export const NOTE_MAX = 2000;
export const REASON_MAX = 500;
/** One line: it is shown beside other texts. */
export const REFERENCE = /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u;
/** An address, or the id of a participant of the decision. */
export const PERSON = /^[^\s\p{Cc}]{1,254}$/u;

/** `POST …/acknowledgement` */
export class AcknowledgementDto {
  @Field(oneOf(ACKNOWLEDGEMENT_OUTCOMES))
  outcome!: AcknowledgementOutcome;

  /** The record's identifier in the system. */
  @Optional()
  @Field(pattern(REFERENCE))
  reference?: string;

  @Optional()
  @Field(text(1, NOTE_MAX))
  note?: string;
}

/** `POST …/hand-over` */
export class HandOverDto {
  @Field(pattern(PERSON))
  to!: string;
}

/** `POST …/acknowledgement/undo`, `/take-over`, `/give-back`, `/retry`: the body may be left out. */
export class PlainActDto {
  @Optional()
  @Field(text(1, REASON_MAX))
  reason?: string;
}

/** `POST …/close` */
export class CloseDto {
  @Field(text(1, REASON_MAX))
  reason!: string;
}
