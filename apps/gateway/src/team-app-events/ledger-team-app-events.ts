import { teamAppAddressDigest } from '#configuration';
import type { TeamApp } from '#configuration';
import type { Ledger, TeamAppEventFilter, TeamAppEventRecord } from '#ledger';
import type { Principal } from '#security';
import { personOf } from '../access/standing.js';
import type {
  AddressState,
  TeamAppEventQuery,
  TeamAppEvents,
  TeamAppEventView,
  TeamAppEventViews,
} from './team-app-events.js';

const PAGE_SIZE = 50;

/** The events of the ledger, with what the configuration says about where they go. */
export class LedgerTeamAppEvents implements TeamAppEvents {
  /** By team; absent where no address is configured. */
  private readonly addresses: ReadonlyMap<string, Buffer>;

  constructor(
    private readonly ledger: Pick<Ledger, 'eventList' | 'index'>,
    teamApps: readonly TeamApp[],
  ) {
    this.addresses = new Map(
      teamApps.flatMap(({ teams, url }) =>
        url === undefined ? [] : teams.map((team) => [team, teamAppAddressDigest(url)] as const),
      ),
    );
  }

  async list(caller: Principal, { after, ...filter }: TeamAppEventQuery): Promise<TeamAppEventViews> {
    const { eventList } = this.ledger;
    const { events, next } = await eventList.list(
      { ...filter, scope: scopeOf(caller) },
      { after, limit: PAGE_SIZE },
    );
    const disabled = await eventList.disabledAddresses();
    return {
      items: events.map((event) => eventView(event, this.addressState(event.team, disabled))),
      ...(next === undefined ? {} : { next }),
    };
  }

  async resend(caller: Principal, id: string): Promise<TeamAppEventView | undefined> {
    const { eventList } = this.ledger;
    const event = await eventList.resend(id, {
      actor: this.actorOf(caller),
      scope: scopeOf(caller),
      addressDigestOf: (team) => this.addresses.get(team),
    });
    return event === undefined
      ? undefined
      : eventView(event, this.addressState(event.team, await eventList.disabledAddresses()));
  }

  private addressState(team: string, disabled: readonly Buffer[]): AddressState {
    const address = this.addresses.get(team);
    if (address === undefined) return 'none';
    return disabled.some((digest) => digest.equals(address)) ? 'disabled' : 'enabled';
  }

  /** Role and keyed digest, as for acts on tasks; a token without a person is known by its role. */
  private actorOf(caller: Principal): string {
    const role = caller.roles.has('sysadmin') ? 'sysadmin' : [...caller.roles].join('+');
    const person = personOf(caller);
    return person === undefined ? role : `${role}:${this.ledger.index.of('person', person).toString('hex')}`;
  }
}

const scopeOf = ({ roles, teams }: Principal): TeamAppEventFilter['scope'] =>
  roles.has('sysadmin') || teams === 'all' ? 'all' : [...teams];

function eventView(event: TeamAppEventRecord, address: AddressState): TeamAppEventView {
  const { id, team, decisionId, version, type, data, state, attempts } = event;
  const { taskId, createdAt, dueAt, deliveredAt, lastCode } = event;
  return {
    id,
    team,
    decisionId,
    version,
    type,
    ...(taskId === null ? {} : { taskId }),
    data,
    state,
    createdAt: createdAt.toISOString(),
    ...(state === 'pending' ? { nextAttemptAt: dueAt.toISOString() } : {}),
    attempts,
    ...(deliveredAt === null ? {} : { deliveredAt: deliveredAt.toISOString() }),
    ...(lastCode === null ? {} : { lastCode }),
    address,
  };
}
