import { judgeAcknowledgement, type ArchivingJudgement } from '#cda';
import type { RecordedVersion, WriteOutcome } from '#recording';
import { judgeReply } from '#soap';
import type { ArchiveReply } from './social-archive-client.js';

/**
 * What the reply to an archiving message means (R11). In doubt it is `unknown`: the runner then asks the archive,
 * and never sends blindly again.
 * @param receipt where the document stands if it was archived: its ids are ours
 */
export function classifyReply({ messageId, reply }: ArchiveReply, receipt: RecordedVersion): WriteOutcome {
  const answer = judgeReply(reply);
  switch (answer.kind) {
    case 'message':
      return classifyAnswer(judgeAcknowledgement(answer.body, messageId), receipt);
    case 'rejected':
      return { kind: 'rejected', reason: 'rejected-by-system', code: answer.code };
    case 'not-now':
    case 'unknown':
      return answer;
  }
}

function classifyAnswer({ kind, code }: ArchivingJudgement, receipt: RecordedVersion): WriteOutcome {
  switch (kind) {
    case 'archived':
      return { kind: 'recorded', receipt, code };
    case 'already-archived':
      return { kind: 'already-recorded', receipt, code };
    case 'rejected':
      return { kind, reason: 'rejected-by-system', code };
    case 'not-now':
      return { kind, code, sent: true };
    case 'unknown':
      return { kind, code };
  }
}
