export { preferredLanguage, TEXT_LANGUAGES } from './text-language.js';
export type { TextLanguage } from './text-language.js';
export { faultText, finnishMessage } from './configuration-fault-text.js';
export { handText, RECORD_WORDS } from './hand-text.js';
export type { HandTask, HandText } from './hand-text.js';
export { overdueMail, worklistMail } from './mail-text.js';
export type { MailText, WorklistCounts } from './mail-text.js';
export { CONSOLE_WORDS } from './console/words.js';
export type { ConsoleWords } from './console/words.js';
export { FORMATS } from './console/formats.js';
export type { Formats } from './console/formats.js';
export { CONSOLE_AREAS, FRAME_TEXTS } from './console/frame-texts.js';
export type { ConsoleArea, FrameTexts } from './console/frame-texts.js';
export { SIGN_IN_TEXTS } from './console/sign-in-texts.js';
export type { SignInTexts } from './console/sign-in-texts.js';
export { ACCESSIBILITY_AUTHORITY, HELP_TEXTS } from './console/help-texts.js';
export type { HelpText, HelpTexts } from './console/help-texts.js';
export { PROBLEM_TEXTS } from './console/problem-texts.js';
export type { DescribedProblem, ProblemText } from './console/problem-texts.js';
export { QUEUES_TEXTS } from './console/queues.js';
export type { AttemptKind, AttemptOutcome, QueuesTexts } from './console/queues.js';
export { REPAIRS_TEXTS } from './console/repairs.js';
export type { RepairsTexts } from './console/repairs.js';
export { WORKLIST_TEXTS } from './console/worklist-texts.js';
export { CANNOT_RECORD_REASONS, WORKLIST_DONE } from './console/worklist-texts.types.js';
export type {
  CannotRecordReason,
  WorklistDone,
  WorklistFault,
  WorklistTexts,
} from './console/worklist-texts.types.js';
export { DECISIONS_TEXTS } from './console/decisions-texts.js';
export type { DecisionsTexts } from './console/decisions-texts.js';
export { LOG_PURPOSES, LOG_TEXTS } from './console/log-texts.js';
export type { LogExportFormat, LogPurpose, LogTexts } from './console/log-texts.js';
export { PRACTICES_TEXTS } from './console/practices.js';
export type { PracticesTexts } from './console/practices.js';
export { DEVELOPERS_TEXTS } from './console/developers.js';
export type { DevelopersTexts, SentEvent, SignatureFindingCode } from './console/developers.js';
