import { parsePractice } from '#configuration';
import { PlanReplay } from '#domain';
import type { Practice, RecordingEndpoint } from '#domain';
import type { Ledger, PracticeUse } from '#ledger';
import type { Principal } from '#security';
import type { Clock } from '../../gateway.tokens.js';
import { readerOf } from '../decisions/who-reads.js';
import { MOST_DECISIONS } from './practice-desk.js';
import type { PracticeComparison, PracticeDesk, PracticeDraft } from './practice-desk.js';

const DAY_MS = 24 * 3_600_000;

export interface PracticeDeskOptions {
  readonly ledger: Pick<Ledger, 'replayDecisions' | 'practiceUses' | 'audit' | 'index'>;
  /** By team. */
  readonly practices: ReadonlyMap<string, Practice>;
  readonly endpoints: readonly RecordingEndpoint[];
  readonly clock: Clock;
  /** {@link MOST_DECISIONS} when left out. */
  readonly mostDecisions?: number;
}

/** The practices of the configuration, and the stored decisions that were planned by them. */
export class LedgerPracticeDesk implements PracticeDesk {
  readonly practices: readonly Practice[];

  constructor(private readonly options: PracticeDeskOptions) {
    this.practices = [...options.practices.values()].toSorted((one, other) =>
      one.name.localeCompare(other.name, 'fi'),
    );
  }

  uses(team: string): Promise<readonly PracticeUse[]> {
    return this.options.ledger.practiceUses(team);
  }

  async compare(caller: Principal, { team, text, days }: PracticeDraft): Promise<PracticeComparison> {
    const { ledger, practices, endpoints, clock } = this.options;
    const actor = readerOf(caller, ledger.index);
    const draft = parsePractice(team, text, endpoints);
    const after = { practices: new Map([...practices, [team, draft]]), endpoints };
    const replay = new PlanReplay({ practices, endpoints }, after);
    const since = new Date(clock().getTime() - days * DAY_MS);
    const isCut = await this.plan(replay, since, team);
    const differences = replay.differences();
    const { decisions: count, different } = differences;
    const facts = { ofTeam: team, since: since.toISOString(), version: draft.version, count, different };
    await ledger.audit.note([{ kind: 'practice.compared', actor, facts }]);
    return { version: draft.version, differences, isCut };
  }

  /** @returns whether there are decisions that were left out */
  private async plan(replay: PlanReplay, since: Date, team: string): Promise<boolean> {
    const { ledger, mostDecisions = MOST_DECISIONS } = this.options;
    let left = mostDecisions;
    for await (const batch of ledger.replayDecisions(since, team)) {
      for (const taken of batch.slice(0, left)) replay.take(taken);
      if (batch.length > left) return true;
      left -= batch.length;
    }
    return false;
  }
}
