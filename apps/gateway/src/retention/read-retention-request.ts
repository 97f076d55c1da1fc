import { PERSONAL_IDENTITY_CODE_OID } from '#domain';
import { readBody } from '../acting/read-body.js';
import { Problem } from '../http/problem.js';
import { holdsIdentityCode } from '../intake/content-rules/identity-code.js';
import type { AskedSubject } from './retention-desk.js';
import { LiftRequestDto, SubjectRequestDto } from './retention-request.dto.js';

/**
 * Exactly one subject; the reason stands beside the log for as long as the log itself, so that nobody is named in it.
 * @throws Problem
 */
export function readSubjectRequest(body: Buffer | undefined): {
  readonly subject: AskedSubject;
  readonly reason: string;
} {
  const request = readBody(SubjectRequestDto, body);
  const [subject, ...more] = subjectsIn(request);
  if (subject === undefined || more.length > 0) {
    throw new Problem('invalid', { errors: [{ path: '', code: 'one-selection' }] });
  }
  return { subject, reason: reasonIn(request.reason) };
}

/** @throws Problem */
export const readLiftRequest = (body: Buffer | undefined): string =>
  reasonIn(readBody(LiftRequestDto, body).reason);

function reasonIn(reason: string): string {
  if (!holdsIdentityCode(reason)) return reason;
  throw new Problem('invalid', { errors: [{ path: '/reason', code: 'identity-code' }] });
}

function subjectsIn({
  decision,
  personalIdentityCode,
  temporaryId,
  temporaryIdSystem,
}: Omit<SubjectRequestDto, 'reason'>): AskedSubject[] {
  const slash = decision?.indexOf('/') ?? -1;
  const isTemporary = temporaryId !== undefined && temporaryIdSystem !== undefined;
  return [
    ...(decision === undefined
      ? []
      : [
          {
            type: 'decision' as const,
            decision: { team: decision.slice(0, slash), decisionId: decision.slice(slash + 1) },
          },
        ]),
    ...(personalIdentityCode === undefined
      ? []
      : [
          {
            type: 'client' as const,
            client: { system: PERSONAL_IDENTITY_CODE_OID, value: personalIdentityCode },
          },
        ]),
    ...(isTemporary
      ? [{ type: 'client' as const, client: { system: temporaryIdSystem, value: temporaryId } }]
      : []),
  ];
}
