export * from './record-content.js';
export * from './render-text.js';
export * from './content-bytes.js';
export { FINNISH_WORDS } from './finnish-words.js';
export { RECORD_LABELS } from './record-words.js';
export type { RecordLabel, RecordWords } from './record-words.js';
export { recordSections } from './record-sections.js';
export type { RecordSection } from './record-sections.js';
