/** The certificates or the key of TLS cannot be used; thrown when the client is made. */
export class UnusableMllpTls extends Error {
  readonly code = 'mllp-tls-unusable';

  constructor() {
    super('The TLS key and certificates must be PEM, and belong together');
    this.name = 'UnusableMllpTls';
  }
}

/** The configured address of an MLLP server cannot be used; thrown when the client is made. */
export class UnusableMllpAddress extends Error {
  readonly code = 'mllp-address-unusable';

  constructor(reason: 'not-a-url' | 'not-mllp' | 'no-port' | 'has-more-than-host-and-port') {
    super(`The MLLP address cannot be used: ${reason}`);
    this.name = 'UnusableMllpAddress';
  }
}
