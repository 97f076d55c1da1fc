import { isTransient } from '#ledger';
import type { ConsoleSessions } from '#ledger';
import { NotReadable } from '#security';
import { Problem } from '../../http/problem.js';
import { personStored } from './session-claims.js';
import { csrfTokenOf, digestOf, sessionTokenIn } from './session-token.js';
import type { Asker, Session, Sessions } from './sessions.js';

const RETRY_WITHOUT_LEDGER_S = 5;

/** Sessions in PostgreSQL. */
export class LedgerSessions implements Sessions {
  constructor(
    private readonly stored: Pick<ConsoleSessions, 'find' | 'touch'>,
    private readonly idleMs: number,
  ) {}

  /** @throws Problem `not-now` while PostgreSQL is away */
  async read(cookies: string | undefined, asker: Asker): Promise<Session | undefined> {
    const token = sessionTokenIn(cookies);
    if (token === undefined) return undefined;
    const digest = digestOf(token);
    try {
      const found = await this.stored.find(digest);
      const person = personStored(found?.claims);
      if (found === undefined || person === undefined) return undefined;
      const touched = asker === 'person' ? await this.stored.touch(digest, this.idleMs) : undefined;
      return {
        ...person,
        csrfToken: csrfTokenOf(token),
        idleEndsAt: touched ?? found.idleEndsAt,
        endsAt: found.endsAt,
      };
    } catch (failure) {
      // Its key is not here any more: as good as over.
      if (failure instanceof NotReadable) return undefined;
      if (!isTransient(failure)) throw failure;
      throw new Problem('not-now', { retryAfterSeconds: RETRY_WITHOUT_LEDGER_S });
    }
  }
}
