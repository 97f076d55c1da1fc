/** The configured address of an endpoint cannot be used; thrown when the client is made. */
export class UnusableAddress extends Error {
  readonly code = 'address-unusable';

  constructor(reason: 'not-a-url' | 'not-http' | 'has-query-or-credentials') {
    super(`The address cannot be used: ${reason}`);
    this.name = 'UnusableAddress';
  }
}

/** No access token could be had; nothing of the request that needed it was sent. */
export class TokenUnavailable extends Error {
  constructor(readonly code: `token-${string}`) {
    super(`No access token: ${code}`);
    this.name = 'TokenUnavailable';
  }
}
