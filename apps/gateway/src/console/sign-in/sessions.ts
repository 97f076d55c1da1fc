import type { Principal } from '#security';

/** Somebody who is signed in to the console. */
export interface Session {
  /** What their claims said when they signed in; empty roles for one who may see nothing. */
  readonly principal: Principal;
  /** How the issuer names them, for the page's corner. */
  readonly name: string;
  /** Each form carries it; an answer of another site cannot. */
  readonly csrfToken: string;
  /** From when it is over unless the person does something. */
  readonly idleEndsAt: Date;
  /** From when it is over whatever the person does. */
  readonly endsAt: Date;
}

/** Who asks: a person who went somewhere or sent a form, or a page that keeps itself fresh. */
export type Asker = 'person' | 'page';

/** What the guard asks about the session cookie. Shared by all replicas, and there while Redis is away. */
export interface Sessions {
  /**
   * @param cookies the request's `Cookie` header
   * @param asker only a person's doing keeps the session from becoming idle
   * @returns undefined when nobody is signed in by them, or not any more
   */
  read(cookies: string | undefined, asker: Asker): Promise<Session | undefined>;
}
