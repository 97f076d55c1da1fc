import type { Endpoint } from '#configuration';
import { isAutomaticSystem, shownBreaker } from '#domain';
import type { ShownBreaker } from '#domain';
import type { EndpointBacklog, EndpointState, Ledger } from '#ledger';

/** One endpoint of a record system. */
export interface SystemView {
  readonly endpoint: string;
  readonly system: string;
  /** Whether an adapter is there; where none is, its tasks stay queued. */
  readonly installed: boolean;
  readonly paused: boolean;
  /** What was said when it was paused; only while it is. */
  readonly pausedReason?: string;
  /** RFC 3339 */
  readonly pausedAt?: string;
  readonly breaker: ShownBreaker;
  /** Open tasks that are the adapter's. */
  readonly backlog: number;
  /** Of the oldest item that is due; absent when none is. */
  readonly oldestDueAgeMs?: number;
}

/** @param endpoints those that adapters may serve; the others are people's */
export async function systemViews(
  ledger: Pick<Ledger, 'endpoints' | 'endpointBacklogs'>,
  endpoints: readonly Endpoint[],
): Promise<readonly SystemView[]> {
  const automatic = endpoints.filter(({ system }) => isAutomaticSystem(system));
  const [{ now, states }, backlogs] = await Promise.all([
    ledger.endpoints.read(automatic.map(({ id }) => id)),
    ledger.endpointBacklogs(),
  ]);
  return automatic.flatMap((endpoint) => {
    const state = states.find((candidate) => candidate.endpoint === endpoint.id);
    const backlog = backlogs.find((candidate) => candidate.endpoint === endpoint.id);
    return state === undefined ? [] : [systemView(endpoint, { state, backlog, now })];
  });
}

function systemView(
  { id, system, address, protection }: Endpoint,
  {
    state: { breaker, pause },
    backlog,
    now,
  }: {
    readonly state: EndpointState;
    readonly backlog: EndpointBacklog | undefined;
    readonly now: Date;
  },
): SystemView {
  const oldest = backlog?.oldestDueAt;
  return {
    endpoint: id,
    system,
    installed: address !== undefined,
    paused: pause !== undefined,
    ...(pause === undefined ? {} : { pausedReason: pause.reason, pausedAt: pause.at.toISOString() }),
    breaker: shownBreaker(breaker, protection.breaker, now),
    backlog: backlog?.open ?? 0,
    ...(oldest === undefined ? {} : { oldestDueAgeMs: Math.max(0, now.getTime() - oldest.getTime()) }),
  };
}
