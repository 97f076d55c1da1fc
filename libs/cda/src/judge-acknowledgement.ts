import { readAcknowledgement } from './acknowledgement.js';
import type { XmlTree } from './xml-tree.js';

/**
 * Codes of 1.2.246.537.5.40112.2006. Only 4Y00007 (fault in the message) and 5Y00009 (no right of use) are public;
 * the others are our stand-ins' (docs/systems/kanta.md and proconsona.md).
 */
const ALREADY_ARCHIVED = '4Y00101';
const VERSION_ORDER = '4Y00102';
const NO_RIGHT_OF_USE = '5Y00009';

/** What an archive says of a document that it was sent. In doubt it is `unknown`, and the archive must be asked. */
export interface ArchivingJudgement {
  readonly kind: 'archived' | 'already-archived' | 'rejected' | 'not-now' | 'unknown';
  readonly code: string;
}

/** @param messageId of the message that was sent: an acknowledgement of another one tells nothing */
export function judgeAcknowledgement(answer: XmlTree, messageId: string): ArchivingJudgement {
  const acknowledgement = readAcknowledgement(answer);
  if (acknowledgement === undefined) return { kind: 'unknown', code: 'no-acknowledgement' };
  const { target, type, errorCodes } = acknowledgement;
  if (target !== messageId) return { kind: 'unknown', code: 'answer-of-another' };
  const code = ['ack', type, ...errorCodes.slice(0, 1)].join('-').toLowerCase();
  if (type === 'AA' || type === 'CA') return { kind: 'archived', code };
  return { kind: judgeErrors(errorCodes), code };
}

function judgeErrors(codes: readonly string[]): ArchivingJudgement['kind'] {
  if (codes.includes(ALREADY_ARCHIVED)) return 'already-archived';
  // Another version is in its place, or one is missing before it: the archive must be looked at.
  if (codes.includes(VERSION_ORDER) || codes.length === 0) return 'unknown';
  if (codes.some((code) => code.startsWith('4') || code === NO_RIGHT_OF_USE)) return 'rejected';
  return codes.every((code) => code.startsWith('5')) ? 'not-now' : 'unknown';
}
