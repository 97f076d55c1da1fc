import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { Provider } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import { claimsOf, DEVELOPMENT_PEOPLE } from './people.js';
import { memoryAdapter } from './memory-adapter.js';
import { faultPage, LOGIN_PAGE_HEADERS } from './login-page.js';

export interface OidcProviderOptions {
  readonly issuer: string;
  /** Ed25519, private. */
  readonly signingKey: JWK;
  /** Where the gateway's console is. */
  readonly consoleOrigin: string;
  readonly consoleSecret: string;
  readonly machineSecret: string;
}

/** As the gateway knows itself when nothing else is configured. */
export const CONSOLE_CLIENT = 'kuittaus-console';
/** A program that gets what a team application may do. */
export const MACHINE_CLIENT = 'kuittaus-team-app';

/** What an access token is for. */
const RESOURCE = 'urn:kuittaus:api';
const AUDIENCE = 'kuittaus';
const MACHINE_TOKEN_S = 30 * 24 * 3600;

const ROUTES = {
  authorization: '/oidc/auth',
  jwks: '/.well-known/jwks.json',
  token: '/oidc/token',
  userinfo: '/oidc/me',
} as const;
/** Where the page to choose a person on is, with the interaction's id after it. */
export const LOGIN_PATH = '/oidc/login';

/** @returns the issuer that people sign in at, and programs get tokens of: code flow with PKCE, client credentials */
export function oidcProvider(options: OidcProviderOptions): Provider {
  const { issuer, signingKey } = options;
  return new Provider(issuer, {
    adapter: memoryAdapter(),
    jwks: { keys: [signingKey] },
    clients: clientsOf(options),
    clientDefaults: { id_token_signed_response_alg: 'EdDSA' },
    routes: ROUTES,
    cookies: { keys: [randomBytes(32).toString('base64')] },
    pkce: { required: () => true },
    scopes: ['openid', 'profile'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'roles', 'teams', 'participant', 'organisation'],
    },
    // The console asks the ID token alone.
    conformIdTokenClaims: false,
    findAccount: (_context, subject) => accountOf(subject),
    loadExistingGrant: async ({ oidc: { provider, client, session } }) => {
      if (client === undefined || session?.accountId === undefined) return undefined;
      // Nobody is asked whether they consent: it is our own console.
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_context, { uid }) => `${LOGIN_PATH}/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_context, client) => (client.clientId === MACHINE_CLIENT ? RESOURCE : []),
        getResourceServerInfo: () => ({
          scope: '',
          audience: AUDIENCE,
          accessTokenTTL: MACHINE_TOKEN_S,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'EdDSA' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) =>
      'clientId' in token && token.clientId === MACHINE_CLIENT
        ? { roles: ['team-app'], teams: ['*'] }
        : undefined,
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      ClientCredentials: MACHINE_TOKEN_S,
      Interaction: 3600,
      Session: 3600,
      Grant: 3600,
      IdToken: 600,
    },
    renderError: (context, { error }) => {
      context.set(LOGIN_PAGE_HEADERS);
      context.body = faultPage(error);
    },
  });
}

function clientsOf({
  consoleOrigin,
  consoleSecret,
  machineSecret,
}: OidcProviderOptions): NonNullable<Configuration['clients']> {
  const token_endpoint_auth_method = 'client_secret_basic';
  return [
    {
      client_id: CONSOLE_CLIENT,
      client_secret: consoleSecret,
      token_endpoint_auth_method,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [`${consoleOrigin}/console/sign-in/callback`],
    },
    {
      client_id: MACHINE_CLIENT,
      client_secret: machineSecret,
      token_endpoint_auth_method,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    },
  ];
}

const accountOf = (subject: string) => {
  const person = DEVELOPMENT_PEOPLE.find((each) => each.subject === subject);
  if (person === undefined) return undefined;
  return {
    accountId: subject,
    claims: () => ({ sub: subject, name: person.name, ...claimsOf(person) }),
  };
};
