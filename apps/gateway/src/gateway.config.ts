import type { WebhookSender } from '#security';

/** A sender of events: who it is, which teams it may send for, and how fast. */
export interface SenderConfig extends WebhookSender {
  readonly teams: '*' | readonly string[];
  readonly rate: Rate;
}

/** A token bucket: so many at once, refilled at so many a second. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface GatewayConfig {
  readonly senders: readonly SenderConfig[];
  /** Individual numbers 900-999, which no real person has: for tests and trials only. */
  readonly acceptArtificialIdentityCodes: boolean;
  /** Origin of the console as browsers see it, `https://kuittaus.example`; absent where there is no console. */
  readonly publicOrigin?: string;
}
