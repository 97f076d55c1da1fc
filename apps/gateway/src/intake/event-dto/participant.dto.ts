import { AUTOMATIC_SYSTEMS, FUNCTIONS, ROLES } from '#domain';
import type {
  AutomaticSystem,
  Organisation,
  Participant,
  ParticipantFunction,
  ProfessionalId,
  Role,
} from '#domain';
import { boolean, email, listOf, oneOf, pattern, text } from './field-checks.js';
import { Field, Nested, Optional } from './field.decorators.js';
import { BUSINESS_ID, LOCAL_ID, NAME_MAX, OID } from './patterns.js';

const PROFESSIONAL_ID_SYSTEMS = ['1.2.246.537.25', '1.2.246.537.26', '1.2.246.537.29'];

export class OrganisationDto implements Organisation {
  @Field(text(1, NAME_MAX))
  name!: string;

  @Optional()
  @Field(pattern(BUSINESS_ID))
  businessId?: string;

  @Optional()
  @Field(pattern(OID))
  oid?: string;
}

export class ProfessionalIdDto implements ProfessionalId {
  @Field(oneOf(PROFESSIONAL_ID_SYSTEMS))
  system!: ProfessionalId['system'];

  @Field(text(1, 32))
  value!: string;
}

export class ParticipantDto implements Participant {
  @Field(pattern(LOCAL_ID))
  id!: string;

  @Field(oneOf(ROLES))
  role!: Role;

  @Field(text(1, NAME_MAX))
  name!: string;

  @Nested(() => OrganisationDto)
  organisation!: OrganisationDto;

  @Optional()
  @Nested(() => ProfessionalIdDto)
  professionalId?: ProfessionalIdDto;

  @Optional()
  @Field(email(254))
  email?: string;

  @Optional()
  @Field(listOf(oneOf(AUTOMATIC_SYSTEMS), { unique: true }))
  rights?: AutomaticSystem[];

  @Optional()
  @Field(listOf(oneOf(FUNCTIONS), { unique: true }))
  functions?: ParticipantFunction[];

  @Optional()
  @Field(boolean)
  attended?: boolean;

  @Optional()
  @Field(text(0, 32))
  phone?: string;
}
