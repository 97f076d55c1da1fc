import { aDecision, anEvent } from './events.js';
import { NOW, SAMPLE_SECRET } from './gateway-under-test.js';
import type { Answer, GatewayUnderTest } from './gateway-under-test.js';

/** An event before it is sent, with all that a test may make wrong about it. */
export interface Draft {
  readonly data: Record<string, unknown>;
  readonly event: Record<string, unknown>;
  readonly headers: Record<string, string>;
  secret: string;
  at: Date;
  /** Changes the JSON before it is signed. */
  written: (json: string) => string;
}

export const draft = (changes: Partial<Draft> = {}): Draft => ({
  data: {},
  event: {},
  headers: {},
  secret: SAMPLE_SECRET,
  at: NOW,
  written: (json) => json,
  ...changes,
});

export function sendTo(
  gateway: GatewayUnderTest,
  { data, event, headers, secret, at, written }: Draft,
): Promise<Answer> {
  const whole = anEvent(aDecision(data), event);
  const body = Buffer.from(written(JSON.stringify(whole)));
  return gateway.deliver(whole, { body, id: 'evt-1', headers, secret, at });
}
