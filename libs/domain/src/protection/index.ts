export * from './breaker.js';
export * from './protection-policy.js';
export * from './quiet-hours.js';
export * from './retry-budget.js';
export * from './shown-breaker.js';
