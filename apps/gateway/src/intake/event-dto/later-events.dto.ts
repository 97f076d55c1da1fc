import { SECTORS } from '#domain';
import type { Sector } from '#domain';
import { dateTime, integer, listOf, oneOf, pattern, text } from './field-checks.js';
import { Field, Nested, Optional } from './field.decorators.js';
import { ParticipantDto } from './participant.dto.js';
import { ID, LOCAL_ID, TEXT_MAX } from './patterns.js';

/** `$defs/Cancellation` of `decision-event.schema.json`. */
export class CancellationDto {
  @Field(pattern(LOCAL_ID))
  team!: string;

  @Field(pattern(ID))
  decisionId!: string;

  @Field(integer(1))
  version!: number;

  @Field(text(1, TEXT_MAX))
  reason!: string;

  @Field(dateTime)
  cancelledAt!: string;
}

/** `$defs/Withdrawal` of `decision-event.schema.json`. */
export class WithdrawalDto {
  @Field(pattern(LOCAL_ID))
  team!: string;

  @Field(pattern(ID))
  decisionId!: string;

  @Field(pattern(ID))
  consentId!: string;

  @Field(dateTime)
  withdrawnAt!: string;

  @Optional()
  @Field(listOf(oneOf(SECTORS), { min: 1, unique: true }))
  covers?: Sector[];
}

/** `$defs/CaseManagerChange` of `decision-event.schema.json`. */
export class CaseManagerChangeDto {
  @Field(pattern(LOCAL_ID))
  team!: string;

  @Field(pattern(ID))
  decisionId!: string;

  @Nested(() => ParticipantDto)
  caseManager!: ParticipantDto;

  @Field(dateTime)
  changedAt!: string;

  @Optional()
  @Field(text(1, TEXT_MAX))
  reason?: string;
}
