import { createHash } from 'node:crypto';
import type { Principal } from '#security';

const KEPT = 22;

/** Tells people apart in the browser's memory, and says nothing of them. */
export const draftOwner = ({ subject, participant = '' }: Principal): string =>
  createHash('sha256').update(`${subject}\n${participant}`).digest('base64url').slice(0, KEPT);

/** Under which console.js keeps what the person wrote about the task and did not send. */
export const draftKey = (person: Principal, taskId: string): string => `${draftOwner(person)}/${taskId}`;
