export * from './judge-repair.js';
export * from './repair-plan-state.js';
