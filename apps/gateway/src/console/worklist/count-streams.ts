import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { isTransient } from '#ledger';
import type { WorklistCount } from '#ledger';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { SESSIONS, WORKLIST } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import type { Worklist } from '../../reading/worklist/worklist.js';
import type { Viewer } from '../frame/viewer.js';
import type { Sessions } from '../sign-in/sessions.js';
import { CountStream } from './count-stream.js';
import { draftOwner } from './draft-key.js';
import { tabsFor } from './worklist-view.js';

/** Well below every idle limit on the way. */
const LOOK_EVERY_MS = 10_000;
/** Only pages that somebody looks at have one. */
const MOST_OF_A_PERSON = 5;
const MOST = 500;
const RETRY_S = 60;

/** The open streams of this process. */
@Injectable()
export class CountStreams implements OnModuleDestroy {
  private readonly streams = new Map<CountStream, string>();

  constructor(
    @Inject(WORKLIST) private readonly worklist: Worklist,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  /**
   * @param cookies of the request: the stream ends with the session, and is no doing of a person that prolongs it
   * @throws Problem when there are too many already
   */
  open({ principal }: Viewer, cookies: string | undefined): Readable {
    const person = draftOwner(principal);
    const ofPerson = [...this.streams.values()].filter((owner) => owner === person).length;
    if (this.streams.size >= MOST || ofPerson >= MOST_OF_A_PERSON) {
      throw new Problem('not-now', { retryAfterSeconds: RETRY_S });
    }
    const out = new PassThrough();
    const stream = new CountStream({
      count: () => this.countFor(principal),
      isSignedIn: async () => (await this.sessions.read(cookies, 'page')) !== undefined,
      write: (text) => {
        out.write(text);
      },
      end: () => {
        out.end();
      },
    });
    const look = (): void => {
      stream.look().catch((failure: unknown) => {
        out.destroy(failure instanceof Error ? failure : undefined);
      });
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    timer.unref();
    this.streams.set(stream, person);
    out.once('close', () => {
      clearInterval(timer);
      stream.forget();
      this.streams.delete(stream);
    });
    look();
    return out;
  }

  /** Else the server would wait for them before it stops. */
  onModuleDestroy(): void {
    for (const stream of this.streams.keys()) stream.close();
  }

  private async countFor(principal: Viewer['principal']): Promise<WorklistCount | undefined> {
    try {
      const counts = await this.worklist.counts(principal);
      return tabsFor(principal)[0] === 'organisation' ? counts.organisation : counts.own;
    } catch (failure) {
      if (isTransient(failure)) return undefined;
      throw failure;
    }
  }
}
