/** An object identifier cannot be made: a fault of the configuration or of the caller. */
export class UnusableOid extends Error {
  readonly code: `oid-${'root' | 'key'}-unusable`;

  constructor(part: 'root' | 'key') {
    super(`The ${part} cannot be used in an object identifier`);
    this.code = `oid-${part}-unusable`;
    this.name = 'UnusableOid';
  }
}

/** A replace or nullify came without the version it is for: a defect of the caller, nothing was sent. */
export class MissingPreviousVersion extends Error {
  readonly code = 'previous-version-missing';

  constructor() {
    super('A document is to be replaced or nullified, and no version of it before is given');
    this.name = 'MissingPreviousVersion';
  }
}

/** The key or certificate of the document signature cannot be used; thrown when the signer is made. */
export class UnusableSigningKey extends Error {
  readonly code = 'signing-key-unusable';

  constructor() {
    super(
      'The signing key must be PEM of an RSA key of at least 2048 bits, with the certificate of that key',
    );
    this.name = 'UnusableSigningKey';
  }
}
