import type { Decision, Participant } from '#domain';
import { Problem } from '../http/problem.js';
import { isEmail } from '../intake/event-dto/formats.js';

/**
 * @param to an address, or the id of a participant of the decision
 * @returns the person's address, lower-cased, as people are identified by
 * @throws Problem when it is neither, or the participant has no address
 */
export function addressOf(to: string, decision: Decision | undefined): string {
  const address = isEmail(to) ? to : decision?.participants.find(({ id }) => id === to)?.email;
  if (address === undefined) {
    throw new Problem('invalid', { errors: [{ path: '/to', code: 'not-a-person' }] });
  }
  return address.toLowerCase();
}

export const participantAt = (address: string, decision: Decision | undefined): Participant | undefined =>
  decision?.participants.find(({ email }) => email?.toLowerCase() === address);
