import { LANGUAGES } from '#domain';
import type { Client, Language, TemporaryId } from '#domain';
import { boolean, oneOf, pattern, string, text } from './field-checks.js';
import { Field, Nested, Optional } from './field.decorators.js';
import { MUNICIPALITY_CODE, NAME_MAX, OID } from './patterns.js';

export class TemporaryIdDto implements TemporaryId {
  @Field(pattern(OID))
  system!: string;

  @Field(text(1, 64))
  value!: string;
}

/** That exactly one of the two identifiers is there, and that it holds, is a rule of the content. */
export class ClientDto implements Client {
  @Optional()
  @Field(string())
  personalIdentityCode?: string;

  @Optional()
  @Nested(() => TemporaryIdDto)
  temporaryId?: TemporaryIdDto;

  @Field(text(1, NAME_MAX))
  givenName!: string;

  @Field(text(1, NAME_MAX))
  familyName!: string;

  @Optional()
  @Field(pattern(MUNICIPALITY_CODE))
  homeMunicipality?: string;

  @Optional()
  @Field(oneOf(LANGUAGES))
  language?: Language;

  @Field(boolean)
  typClient!: boolean;

  @Optional()
  @Field(boolean)
  nonDisclosure?: boolean;
}
