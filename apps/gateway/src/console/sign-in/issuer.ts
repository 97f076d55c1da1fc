import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  discovery,
  enableNonRepudiationChecks,
  ResponseBodyError,
} from 'openid-client';
import type { Configuration, IDToken } from 'openid-client';
import type { PendingSignIn } from './pending-sign-in.js';
import { SignInError } from './sign-in.js';
import type { SignInFault } from './sign-in.js';

/** How we are known to the issuer, and where it is. */
export interface IssuerSettings {
  /** Its name, exactly as in `iss`. Its endpoints may be at another address. */
  readonly issuer: string;
  /** Of its metadata: `…/.well-known/openid-configuration`. */
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** How strongly people are to be identified, in its words; absent: as it likes. */
  readonly strongAcr?: readonly string[];
  /** Where it sends browsers back to. */
  readonly redirectUri: string;
  /** For the development identity provider alone. */
  readonly mayBePlainHttp: boolean;
}

const TIMEOUT_S = 5;
/** Endpoints change rarely, and keys are looked up again by themselves. */
const METADATA_MAX_AGE_MS = 10 * 60_000;

/** The client of OpenID Connect: authorization code flow with PKCE, state and nonce (R41). Tokens stay in here. */
export class Issuer {
  private known: { readonly configuration: Configuration; readonly until: number } | undefined;

  constructor(
    private readonly settings: IssuerSettings,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @param isAnew it asks who it is even when it knows
   * @returns where the browser goes to
   * @throws SignInError `issuer-away`
   */
  async addressFor({ state, nonce, codeVerifier }: PendingSignIn, isAnew: boolean): Promise<string> {
    const configuration = await this.configuration();
    const { redirectUri, scope, strongAcr } = this.settings;
    return buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(strongAcr === undefined ? {} : { acr_values: strongAcr.join(' ') }),
      ...(isAnew ? { prompt: 'login' } : {}),
    }).href;
  }

  /**
   * Exchanges the code of the issuer's answer, and checks everything that the answer must be.
   * @param query of the address that the issuer sent the browser to, with its `?`
   * @returns the claims of the ID token
   * @throws SignInError
   */
  async claimsOf(query: string, { state, nonce, codeVerifier }: PendingSignIn): Promise<IDToken> {
    const configuration = await this.configuration();
    const answer = new URL(this.settings.redirectUri);
    answer.search = query;
    try {
      const tokens = await authorizationCodeGrant(configuration, answer, {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new SignInError('answer-invalid');
      return claims;
    } catch (failure) {
      throw inOurWords(failure);
    }
  }

  private async configuration(): Promise<Configuration> {
    if (this.known !== undefined && this.now() < this.known.until) return this.known.configuration;
    const configuration = await this.discover();
    this.known = { configuration, until: this.now() + METADATA_MAX_AGE_MS };
    return configuration;
  }

  private async discover(): Promise<Configuration> {
    const { issuer, discoveryUrl, clientId, clientSecret, mayBePlainHttp } = this.settings;
    const authentication = ClientSecretBasic(clientSecret);
    const found = await discovery(new URL(discoveryUrl), clientId, undefined, authentication, {
      timeout: TIMEOUT_S,
      execute: mayBePlainHttp ? [allowInsecureRequests] : [],
    }).catch((failure: unknown) => {
      throw new SignInError('issuer-away', { cause: failure });
    });
    // Metadata of somebody else would lead people, and our secret, elsewhere.
    if (found.serverMetadata().issuer !== issuer) throw new SignInError('issuer-away');
    // The ID token's signature holds by itself, not merely by the connection that it came over: one without, or by
    // our own secret, is none.
    enableNonRepudiationChecks(found);
    return found;
  }
}

/** What says that the issuer, not its answer, was the trouble. */
const AWAY_CODES: readonly unknown[] = [
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
];
const SERVER_FAULT = 500;

function inOurWords(failure: unknown): unknown {
  if (failure instanceof SignInError) return failure;
  const code = faultOf(failure);
  return code === undefined ? failure : new SignInError(code, { cause: failure });
}

/** @returns undefined for what is a defect of ours */
function faultOf(failure: unknown): SignInFault | undefined {
  if (failure instanceof AuthorizationResponseError) return 'refused-by-issuer';
  if (failure instanceof ResponseBodyError) {
    return failure.status >= SERVER_FAULT ? 'issuer-away' : 'answer-invalid';
  }
  if (failure instanceof ClientError) {
    return AWAY_CODES.includes(failure.code) ? 'issuer-away' : 'answer-invalid';
  }
  // What fetch throws when there is no answer at all.
  const isFetch = failure instanceof TypeError && failure.cause instanceof Error;
  return isFetch ? 'issuer-away' : undefined;
}
