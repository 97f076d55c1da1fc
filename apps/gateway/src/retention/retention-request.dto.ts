import { pattern } from '../intake/event-dto/field-checks.js';
import { Field, Optional } from '../intake/event-dto/field.decorators.js';

const DECISION = /^[a-z][a-z0-9-]{0,31}\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
const IDENTITY_CODE = /^[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]$/;
const OID = /^[0-2](?:\.(?:0|[1-9][0-9]*)){1,30}$/;
/** One line, and not an empty one. */
const REASON = /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]{1,500}$/u;
const TEMPORARY_ID = /^[^\s\p{Cc}]{1,64}$/u;

/** `POST /v1/holds`, `POST /v1/erasures`: a decision or a client, and why. */
export class SubjectRequestDto {
  @Optional()
  @Field(pattern(DECISION))
  decision?: string;

  @Optional()
  @Field(pattern(IDENTITY_CODE))
  personalIdentityCode?: string;

  @Optional()
  @Field(pattern(TEMPORARY_ID))
  temporaryId?: string;

  @Optional()
  @Field(pattern(OID))
  temporaryIdSystem?: string;

  @Field(pattern(REASON))
  reason!: string;
}

/** `POST /v1/holds/:id/lift` */
export class LiftRequestDto {
  @Field(pattern(REASON))
  reason!: string;
}
