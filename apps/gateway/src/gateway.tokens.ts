/** Injection tokens of what is given to the gateway from outside: ports, settings, clock. */
export const GATEWAY_CONFIG = Symbol('GatewayConfig');
export const EVENT_INTAKE = Symbol('EventIntake');
export const PRACTICE_DIRECTORY = Symbol('PracticeDirectory');
export const LEDGER_READER = Symbol('LedgerReader');
export const STATISTICS_READER = Symbol('StatisticsReader');
export const RECEIPTS = Symbol('Receipts');
export const PREVIEWS = Symbol('Previews');
export const TEAM_APP_EVENTS = Symbol('TeamAppEvents');
export const REFUSALS = Symbol('Refusals');
export const AUDIT_DESK = Symbol('AuditDesk');
export const TASK_ACTS = Symbol('TaskActs');
export const REPAIR_DESK = Symbol('RepairDesk');
export const SYSTEM_ACTS = Symbol('SystemActs');
export const READINESS_PROBE = Symbol('ReadinessProbe');
export const ACCESS_TOKENS = Symbol('AccessTokens');
export const LOGGER = Symbol('Logger');
export const METRICS = Symbol('Metrics');
export const CLOCK = Symbol('Clock');

export type Clock = () => Date;
