import { readSecret } from '#configuration';
import type { GatewayEnvironment } from '#configuration';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import { CountedNotes } from '../../audit/counted-notes.js';
import type { CountedNotesOptions } from '../../audit/counted-notes.js';
import { Issuer } from './issuer.js';
import { LedgerSessions } from './ledger-sessions.js';
import { NO_SESSIONS, NO_SIGN_IN } from './no-sign-in.js';
import { OidcSignIn } from './oidc-sign-in.js';
import type { Sessions } from './sessions.js';
import type { SignIn } from './sign-in.js';

/** Name of the secret by which the issuer knows us. */
const CLIENT_SECRET = 'oidc-client-secret';

export interface SignInParts {
  readonly ledger: Pick<Ledger, 'consoleSessions' | 'index'> & Pick<CountedNotesOptions, 'audit'>;
  readonly environment: Pick<GatewayEnvironment, 'signIn' | 'issuer' | 'secretsDir' | 'environment'>;
  readonly log: Logger;
  readonly later: CountedNotesOptions['later'];
}

/**
 * How people sign in, as configured; without an issuer for them nobody does, and the console says so.
 * @throws SecretFault
 */
export function openSignIn({ ledger, environment, log, later }: SignInParts): {
  readonly sessions: Sessions;
  readonly signIn: SignIn;
} {
  if (environment.signIn === undefined) return { sessions: NO_SESSIONS, signIn: NO_SIGN_IN };
  const { publicOrigin, idleMs, wholeMs, ...client } = environment.signIn;
  const issuer = new Issuer({
    ...client,
    issuer: environment.issuer,
    clientSecret: readSecret(CLIENT_SECRET, environment),
    redirectUri: `${publicOrigin}/console/sign-in/callback`,
  });
  const { consoleSessions, audit, index } = ledger;
  const acr = client.strongAcr === undefined ? {} : { strongAcr: client.strongAcr };
  const refusals = new CountedNotes({ audit, log, later });
  return {
    sessions: new LedgerSessions(consoleSessions, idleMs),
    signIn: new OidcSignIn({
      issuer,
      ...acr,
      sessions: consoleSessions,
      index,
      idleMs,
      wholeMs,
      refusals,
      log,
    }),
  };
}
