import { pattern } from '../intake/event-dto/field-checks.js';
import { Field } from '../intake/event-dto/field.decorators.js';

/** One line, and not an empty one: it is shown beside the endpoint. */
const REASON = /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]{1,500}$/u;

/** `POST /v1/systems/{endpoint}/pause` and `/resume` */
export class SystemActDto {
  @Field(pattern(REASON))
  reason!: string;
}
