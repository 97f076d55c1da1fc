import type { Readiness } from '#observability';

/**
 * Whether the gateway can take a decision: PostgreSQL, migrations and keys. Redis is among the parts too, as
 * `degraded` at worst: intake does not need it (`contract/README.md`, Reading and acting).
 */
export interface ReadinessProbe {
  check(): Promise<Readiness>;
}
