export * from './team-app-event.js';
export * from './completion.js';
