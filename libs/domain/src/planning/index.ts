export * from './plan-duties.js';
export * from './duty.js';
export * from './planning-case.js';
export * from './consent-tests.js';
export * from './endpoint-choice.js';
export * from './helsinki-time.js';
export * from './finnish-calendar.js';
export * from './deadlines.js';
export { OWN_SYSTEMS_RULE } from './own-systems.js';
