import { Problem } from '../../http/problem.js';
import type { SignIn } from './sign-in.js';
import type { Sessions } from './sessions.js';

const noConsole = async (): Promise<never> => {
  throw new Problem('no-console');
};

/** Where no issuer for people is configured: whoever asks is told that there is no console. */
export const NO_SIGN_IN: SignIn = { begin: noConsole, finish: noConsole, signOut: noConsole };

/** Nobody is ever signed in. */
export const NO_SESSIONS: Sessions = { read: async () => undefined };
