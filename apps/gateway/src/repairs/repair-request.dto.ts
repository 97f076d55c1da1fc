import { REASONS, SYSTEMS, TASK_STATES } from '#domain';
import type { Reason, System, TaskState } from '#domain';
import { dateTime, integer, listOf, oneOf, pattern } from '../intake/event-dto/field-checks.js';
import type { FieldCheck } from '../intake/event-dto/field-checks.js';
import { Field, Nested, Optional } from '../intake/event-dto/field.decorators.js';
import { LOCAL_ID } from '../intake/event-dto/patterns.js';

/** One line, and not an empty one. */
const REASON = /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]{1,500}$/u;
/** An outcome's or a code's word, as attempts have them. */
export const CAUSE = /^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$/;
const MOST_VALUES = 50;
/** Faster than that is no repair, it is a storm. */
export const MOST_A_SECOND = 10;

/** An empty list would hold for everything, and is surely not meant. */
const some = (item: FieldCheck): FieldCheck => listOf(item, { min: 1, max: MOST_VALUES, unique: true });

/** Which tasks: those for which every field holds. */
export class RepairFilterDto {
  @Optional()
  @Field(some(oneOf(TASK_STATES)))
  states?: TaskState[];

  @Optional()
  @Field(some(oneOf(SYSTEMS)))
  systems?: System[];

  @Optional()
  @Field(some(pattern(LOCAL_ID)))
  endpoints?: string[];

  @Optional()
  @Field(some(pattern(LOCAL_ID)))
  teams?: string[];

  @Optional()
  @Field(some(oneOf(REASONS)))
  reasons?: Reason[];

  @Optional()
  @Field(pattern(CAUSE))
  outcome?: string;

  @Optional()
  @Field(pattern(CAUSE))
  code?: string;

  @Optional()
  @Field(dateTime)
  from?: string;

  @Optional()
  @Field(dateTime)
  to?: string;
}

/** `POST /v1/repairs` */
export class RepairRequestDto {
  @Nested(() => RepairFilterDto)
  filter!: RepairFilterDto;

  @Field(pattern(REASON))
  reason!: string;

  @Optional()
  @Field(integer(1, MOST_A_SECOND))
  ratePerSecond?: number;
}
