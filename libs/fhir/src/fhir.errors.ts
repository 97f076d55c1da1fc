/** The key that signs our assertions is no EC P-384 key; thrown when the client is made. */
export class UnusableClientKey extends Error {
  readonly code = 'fhir-client-key-unusable';

  constructor() {
    super('The client key must be a PKCS#8 PEM of an EC P-384 key');
    this.name = 'UnusableClientKey';
  }
}
