/** `$defs/Id` of the contract's schema. */
export const ID = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
/** `$defs/LocalId` of the contract's schema. */
export const LOCAL_ID = /^[a-z][a-z0-9-]{0,31}$/;
/** Y-tunnus */
export const BUSINESS_ID = /^[0-9]{7}-[0-9]$/;
export const OID = /^[0-2](\.(0|[1-9][0-9]*))+$/;
export const MUNICIPALITY_CODE = /^[0-9]{3}$/;

/** `$defs/Text` of the contract's schema, in characters. */
export const TEXT_MAX = 8000;
export const NAME_MAX = 200;
