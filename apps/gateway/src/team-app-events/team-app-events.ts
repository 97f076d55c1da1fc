import type { TeamAppEventState, TeamAppEventType } from '#domain';
import type { EventPosition } from '#ledger';
import type { Principal } from '#security';

/**
 * Whether anything is sent to the team's application now: `disabled` after it answered 410, until an event is asked
 * for again; `none` where no address is configured.
 */
export const ADDRESS_STATES = ['enabled', 'disabled', 'none'] as const;
export type AddressState = (typeof ADDRESS_STATES)[number];

/** An event to a team application: what it says, and how far it got. Ids, codes and states. */
export interface TeamAppEventView {
  /** Of the event, and of the webhook. */
  readonly id: string;
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  readonly type: TeamAppEventType;
  readonly taskId?: string;
  readonly data: object;
  readonly state: TeamAppEventState;
  /** RFC 3339 */
  readonly createdAt: string;
  /** While it is pending. RFC 3339 */
  readonly nextAttemptAt?: string;
  readonly attempts: number;
  /** RFC 3339 */
  readonly deliveredAt?: string;
  /** How the last attempt failed. */
  readonly lastCode?: string;
  readonly address: AddressState;
}

/** Which events are wanted; empty lists hold for all. */
export interface TeamAppEventQuery {
  readonly teams: readonly string[];
  readonly decisionIds: readonly string[];
  readonly states: readonly TeamAppEventState[];
  readonly after?: EventPosition;
}

/** Oldest first. */
export interface TeamAppEventViews {
  readonly items: readonly TeamAppEventView[];
  readonly next?: EventPosition;
}

/** What the routes of events to team applications ask of the ledger. */
export interface TeamAppEvents {
  /** A system administrator sees all, others their teams'. */
  list(caller: Principal, query: TeamAppEventQuery): Promise<TeamAppEventViews>;
  /** @returns undefined for an event that there is not, or that is not the caller's */
  resend(caller: Principal, id: string): Promise<TeamAppEventView | undefined>;
}
