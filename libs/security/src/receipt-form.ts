/** Of the JWS that a completeness receipt is; EdDSA over Ed25519 (RFC 8037). */
export const RECEIPT_ALGORITHM = 'EdDSA';

/** Nothing else that a key of ours may once sign passes for a receipt (RFC 8725, section 3.11). */
export const RECEIPT_TYPE = 'kuittaus-receipt+jws';
