export type XmlUnreadableCode =
  | 'too-large'
  | 'not-utf-8'
  | 'doctype'
  | 'not-well-formed'
  | 'bad-character'
  | 'bad-reference'
  | 'bad-name'
  | 'unknown-prefix'
  | 'too-deep'
  | 'too-many-elements'
  | 'too-many-attributes';

/** Bytes that came from outside are no XML that we read; nothing of them is in the message. */
export class XmlUnreadable extends Error {
  constructor(readonly code: XmlUnreadableCode) {
    super(`The XML cannot be read: ${code}`);
    this.name = 'XmlUnreadable';
  }
}

/** The certificates or the key of mutual TLS cannot be used; thrown when the client is made. */
export class UnusableTlsCredentials extends Error {
  readonly code = 'tls-credentials-unusable';

  constructor() {
    super('The TLS key and certificates must be PEM, and belong together');
    this.name = 'UnusableTlsCredentials';
  }
}
