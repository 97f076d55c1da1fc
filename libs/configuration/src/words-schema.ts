import { z } from 'zod';
import {
  CONSENT_FORMS,
  CONTENT_DOMAINS,
  FOLLOW_UP_REASONS,
  FUNCTIONS,
  HANDLINGS,
  RECORDS,
  ROLES,
  SECTORS,
  SYSTEMS,
} from '#domain';

/** The closed sets of the contract as checks of configuration files. */
export const system = wordOf(SYSTEMS);
export const record = wordOf(RECORDS);
export const role = wordOf(ROLES);
export const participantFunction = wordOf(FUNCTIONS);
export const handling = wordOf(HANDLINGS);
export const consentForm = wordOf(CONSENT_FORMS);
export const followUpReason = wordOf(FOLLOW_UP_REASONS);
export const sector = wordOf(SECTORS);
export const contentDomain = wordOf(CONTENT_DOMAINS);

/** An id of a team, a rule, an endpoint or a sender. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/u, 'must be lower-case letters, digits and hyphens');

export const someText = z.string().min(1, 'must not be empty');

export function wordOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, `must be one of ${words.join(', ')}`);
}
