export { preferredLanguage, TEXT_LANGUAGES } from './text-language.js';
export type { TextLanguage } from './text-language.js';
export { handText } from './hand-text.js';
export type { HandTask, HandText } from './hand-text.js';
export { overdueMail, worklistMail } from './mail-text.js';
export type { MailText, WorklistCounts } from './mail-text.js';
