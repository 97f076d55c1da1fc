import type { Author } from './clinical-document.js';

/** A professional as others know them. */
export interface Professional {
  readonly name: string;
  readonly professionalId?: { readonly system: string; readonly value: string };
  readonly organisation: { readonly name: string; readonly oid?: string; readonly businessId?: string };
}

export function authorOf({ name, professionalId, organisation }: Professional): Author {
  const oid = organisationOid(organisation);
  return {
    ...(professionalId !== undefined && {
      id: { root: professionalId.system, extension: professionalId.value },
    }),
    name,
    organisation: { name: organisation.name, ...(oid !== undefined && { oid }) },
  };
}

/** A business id as an OID: without its hyphen and the zero in front (interfaces.md, section 2.1). */
function organisationOid({ oid, businessId }: Professional['organisation']): string | undefined {
  if (oid !== undefined || businessId === undefined) return oid;
  return `1.2.246.10.${businessId.replace('-', '').replace(/^0+/, '')}.10.0`;
}
