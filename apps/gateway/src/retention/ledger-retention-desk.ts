import { ClientChangedMeanwhile, isTransient } from '#ledger';
import type { ActingPerson, Erasure, ErasureRefusal, HoldRefusal, Ledger, LegalHold } from '#ledger';
import type { Logger } from '#observability';
import type { Principal } from '#security';
import { actingPerson, personOf } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import type { AskedSubject, ErasureView, HoldView, RetentionDesk } from './retention-desk.js';

export interface RetentionDeskOptions {
  readonly ledger: Pick<Ledger, 'retention' | 'erasures' | 'index'>;
  readonly log: Logger;
}

/** The newest ones; whoever has more asks the database. */
const SHOWN = 500;
const RETRY_WHEN_NOT_STORED_S = 5;

/** Legal holds and erasures over the ledger. */
export class LedgerRetentionDesk implements RetentionDesk {
  constructor(private readonly options: RetentionDeskOptions) {}

  async listHolds(): Promise<readonly HoldView[]> {
    return (await this.options.ledger.retention.holds.list(SHOWN)).map(holdView);
  }

  putHold(asked: AskedSubject, reason: string, caller: Principal): Promise<{ readonly id: string }> {
    const person = this.personOf(caller);
    return stored(async () => {
      const subject = asked.type === 'client' ? { client: asked.client } : { decision: asked.decision };
      const put = await this.options.ledger.retention.holds.put({ subject, reason, person });
      if (typeof put === 'string') throw problemOf(put);
      this.options.log.info('hold.put', { code: asked.type });
      return put;
    });
  }

  liftHold(id: string, reason: string, caller: Principal): Promise<{ readonly id: string }> {
    const person = this.personOf(caller);
    return stored(async () => {
      const refusal = await this.options.ledger.retention.holds.lift(id, reason, person);
      if (refusal !== undefined) throw problemOf(refusal);
      this.options.log.info('hold.lifted', {});
      return { id };
    });
  }

  async listErasures(): Promise<readonly ErasureView[]> {
    return (await this.options.ledger.erasures.list(SHOWN)).map(erasureView);
  }

  requestErasure(asked: AskedSubject, reason: string, caller: Principal): Promise<ErasureView> {
    const person = this.personOf(caller);
    return stored(async () => {
      const subject = asked.type === 'client' ? { client: asked.client } : { clientOf: asked.decision };
      const requested = await this.options.ledger.erasures.request({ subject, reason, person });
      if (typeof requested === 'string') throw problemOf(requested);
      return this.erasure(requested.id);
    });
  }

  approveErasure(id: string, caller: Principal): Promise<ErasureView> {
    const person = this.personOf(caller);
    return stored(async () => {
      const refusal = await this.options.ledger.erasures.approve(id, person);
      if (refusal !== undefined) throw problemOf(refusal);
      const erasure = await this.erasure(id);
      this.options.log.info('client.erased', { count: erasure.decisions.length });
      return erasure;
    });
  }

  private async erasure(id: string): Promise<ErasureView> {
    const erasure = await this.options.ledger.erasures.read(id);
    if (erasure === undefined) throw new Problem('not-found');
    return erasureView(erasure);
  }

  /** No name on the log, no act. */
  private personOf(caller: Principal): ActingPerson {
    const person = personOf(caller);
    if (person === undefined) throw new Problem('wrong-role');
    return actingPerson(person, 'sysadmin', 'sysadmin', this.options.ledger.index);
  }
}

const problemOf = (refusal: HoldRefusal | ErasureRefusal): Problem =>
  new Problem(refusal === 'unknown' ? 'not-found' : refusal);

/** @throws Problem while the ledger does not answer, or was busy with the same client */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    if (!isTransient(failure) && !(failure instanceof ClientChangedMeanwhile)) throw failure;
    throw new Problem('not-now', { retryAfterSeconds: RETRY_WHEN_NOT_STORED_S });
  }
}

const holdView = ({ id, on, decisions, reason, putAt }: LegalHold): HoldView => ({
  id,
  on,
  decisions,
  reason,
  putAt: putAt.toISOString(),
});

function erasureView(erasure: Erasure): ErasureView {
  const { id, state, decisions, reason, requestedAt, erasedAt, hindrance } = erasure;
  return {
    id,
    state,
    decisions,
    reason,
    requestedAt: requestedAt.toISOString(),
    ...(erasedAt === undefined ? {} : { erasedAt: erasedAt.toISOString() }),
    ...(hindrance === undefined ? {} : { hindrance }),
  };
}
