import { holdsIdentityCode } from '../../intake/content-rules/identity-code.js';
import { checkShape } from '../../intake/event-dto/check-shape.js';
import { SystemActDto } from '../../systems/system-act.dto.js';
import type { FormFields } from '../frame/form.js';

export type ReasonFault = 'pattern' | 'identity-code';

/** What somebody gave as their reason, and what is wrong with it. */
export interface SaidReason {
  readonly reason: string;
  readonly fault?: ReasonFault;
}

/** The compulsory reason of a form: one line, as the interface for programs takes it. */
export function readReason(form: FormFields): SaidReason {
  const reason = (form.text('reason') ?? '').trim();
  if (checkShape(SystemActDto, { reason }, '').length > 0) return { reason, fault: 'pattern' };
  // It is shown to others, and goes on the log.
  return holdsIdentityCode(reason) ? { reason: '', fault: 'identity-code' } : { reason };
}
