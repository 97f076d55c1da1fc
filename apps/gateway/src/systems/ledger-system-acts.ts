import type { Endpoint } from '#configuration';
import { isAutomaticSystem } from '#domain';
import { actorOf, isTransient } from '#ledger';
import type { EndpointAct, Ledger } from '#ledger';
import type { Logger } from '#observability';
import type { Principal } from '#security';
import { actingPerson, personOf } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import type { SystemAct, SystemActs } from './system-acts.js';
import { systemViews } from './system-view.js';
import type { SystemView } from './system-view.js';

const RETRY_WHEN_NOT_STORED_S = 5;

/** Pauses and resumes, each with its audit entry in one transaction (ground rule 11). */
export class LedgerSystemActs implements SystemActs {
  constructor(
    private readonly ledger: Ledger,
    private readonly endpoints: readonly Endpoint[],
    private readonly log: Logger,
  ) {}

  isKnown(endpoint: string): boolean {
    return this.endpointOf(endpoint) !== undefined;
  }

  async act(act: SystemAct, id: string, reason: string, caller: Principal): Promise<SystemView> {
    const endpoint = this.endpointOf(id);
    const person = personOf(caller);
    if (endpoint === undefined) throw new Problem('not-found');
    // No name on the log, no act.
    if (person === undefined) throw new Problem('wrong-role');
    const actor = actorOf(actingPerson(person, 'sysadmin', 'sysadmin', this.ledger.index));
    try {
      await this.save(act, { endpoint: id, system: endpoint.system, actor, reason });
      const [view] = await systemViews(this.ledger, [endpoint]);
      if (view === undefined) throw new Problem('not-found');
      this.log.info('endpoint.acted', { endpoint: id, code: act });
      return view;
    } catch (failure) {
      if (!isTransient(failure)) throw failure;
      throw new Problem('not-now', { retryAfterSeconds: RETRY_WHEN_NOT_STORED_S });
    }
  }

  private async save(act: SystemAct, said: EndpointAct): Promise<void> {
    switch (act) {
      case 'pause':
        await this.ledger.endpoints.pause(said);
        return;
      case 'resume':
        await this.ledger.endpoints.resume(said);
        return;
    }
  }

  private endpointOf(id: string): Endpoint | undefined {
    return this.endpoints.find((endpoint) => endpoint.id === id && isAutomaticSystem(endpoint.system));
  }
}
