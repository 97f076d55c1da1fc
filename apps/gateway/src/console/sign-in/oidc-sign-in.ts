import { timingSafeEqual } from 'node:crypto';
import { actorOf } from '#ledger';
import type { ConsoleSessions, NewEntry } from '#ledger';
import type { Logger } from '#observability';
import { ACCESS_ROLES } from '#security';
import type { BlindIndex, Principal } from '#security';
import { personOf } from '../../access/standing.js';
import type { CountedNotes } from '../../audit/counted-notes.js';
import type { Issuer } from './issuer.js';
import { beginSignIn, pendingSignIn } from './pending-sign-in.js';
import type { PendingSignIn } from './pending-sign-in.js';
import { claimsToStore, personIn } from './session-claims.js';
import { digestOf, newSessionToken, sessionCookie, sessionTokenIn } from './session-token.js';
import { SignInError } from './sign-in.js';
import type { BegunSignIn, SignedIn, SignIn, SignInFault } from './sign-in.js';

export interface OidcSignInOptions {
  readonly issuer: Issuer;
  /** As the issuer's settings have it. */
  readonly strongAcr?: readonly string[];
  readonly sessions: Pick<ConsoleSessions, 'begin' | 'end'>;
  readonly index: BlindIndex;
  readonly idleMs: number;
  readonly wholeMs: number;
  /** Takes note of those who were refused, on the audit log. */
  readonly refusals: CountedNotes;
  readonly log: Logger;
}

/** People sign in at the configured issuer; who they are is then a session in the ledger. */
export class OidcSignIn implements SignIn {
  constructor(private readonly options: OidcSignInOptions) {}

  async begin(to: string, isAnew: boolean): Promise<BegunSignIn> {
    const { pending, cookie } = beginSignIn(to);
    const { issuer } = this.options;
    return { address: await this.noted(() => issuer.addressFor(pending, isAnew)), cookie };
  }

  finish(address: string, cookies: string | undefined): Promise<SignedIn> {
    return this.noted(async () => {
      const query = new URL(address, 'https://ours.invalid').search;
      const pending = pendingSignIn(cookies);
      if (pending === undefined || !isAnswerTo(pending, query)) throw new SignInError('not-begun');
      const { issuer, sessions, strongAcr, idleMs, wholeMs } = this.options;
      const person = personIn(await issuer.claimsOf(query, pending), strongAcr);
      const before = sessionTokenIn(cookies);
      // Never the one that the browser came with: somebody may have put that there (session fixation).
      const token = newSessionToken();
      await sessions.begin({
        tokenDigest: digestOf(token),
        claims: claimsToStore(person),
        idleMs,
        wholeMs,
        before: before === undefined ? undefined : digestOf(before),
        entry: this.entryOf(person.principal, { kind: 'console.signed-in' }),
      });
      return { sessionCookie: sessionCookie(token), to: pending.to };
    });
  }

  async signOut(cookies: string | undefined, principal: Principal): Promise<void> {
    const token = sessionTokenIn(cookies);
    if (token === undefined) return;
    const entry = this.entryOf(principal, { kind: 'console.signed-out' });
    await this.options.sessions.end(digestOf(token), entry);
  }

  /** @throws SignInError `nobody`: no name on the log, no session */
  private entryOf(principal: Principal, { kind }: Pick<NewEntry, 'kind'>): NewEntry {
    const person = personOf(principal);
    if (person === undefined) throw new SignInError('nobody');
    const roles = ACCESS_ROLES.filter((role) => principal.roles.has(role));
    // In no capacity yet: which of their roles somebody acts in, each act tells.
    const actor = actorOf({ index: this.options.index.of('person', person), role: 'person', by: 'person' });
    return { kind, actor, facts: { roles } };
  }

  private async noted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (failure) {
      if (failure instanceof SignInError) this.note(failure.code, failure);
      throw failure;
    }
  }

  private note(code: SignInFault, failure: SignInError): void {
    const { log, refusals } = this.options;
    if (code === 'issuer-away') log.warn('console.issuer-away', { error: failure.cause ?? failure });
    else refusals.note({ kind: 'console.sign-in-refused', actor: 'gateway', facts: { code } });
  }
}

function isAnswerTo({ state }: PendingSignIn, query: string): boolean {
  const [given, ...others] = new URLSearchParams(query).getAll('state').map((each) => Buffer.from(each));
  const expected = Buffer.from(state);
  return (
    given !== undefined &&
    others.length === 0 &&
    given.length === expected.length &&
    timingSafeEqual(given, expected)
  );
}
