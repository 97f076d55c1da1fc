/** Records of a client: each version of one is a row of the journal. */
export const CONTENT_TYPES = ['Consent', 'DocumentReference', 'CarePlan'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** Resources that a record needs beside it; no rows of the journal. */
export const TECHNICAL_TYPES = ['Patient', 'Practitioner', 'Organization', 'Provenance'] as const;

export const RESOURCE_TYPES = [...CONTENT_TYPES, ...TECHNICAL_TYPES] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number] | 'Goal';

/** Types that have an address of their own; a Goal lives only inside a CarePlan. */
export type AddressableType = (typeof RESOURCE_TYPES)[number];

export function isAddressable(type: string | undefined): type is AddressableType {
  return RESOURCE_TYPES.some((known) => known === type);
}

export function isContentType(type: string | undefined): type is ContentType {
  return CONTENT_TYPES.some((known) => known === type);
}
