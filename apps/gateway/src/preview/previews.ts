import { previewDecision } from '#domain';
import type { Decision, Practice, Preview, RecordingEndpoint } from '#domain';
import type { Clock } from '../gateway.tokens.js';

/** What a decision would give. Nothing of it is kept. */
export interface Previews {
  of(decision: Decision): Preview;
}

/** Intake's own checks found a practice that is gone: the configuration is read once, so this is a defect. */
class UnknownPractice extends Error {
  readonly code = 'unknown-practice';
}

export class PracticePreviews implements Previews {
  constructor(
    private readonly practices: ReadonlyMap<string, Practice>,
    private readonly endpoints: readonly RecordingEndpoint[],
    private readonly now: Clock,
  ) {}

  of(decision: Decision): Preview {
    const practice = this.practices.get(decision.team);
    if (practice === undefined) throw new UnknownPractice();
    return previewDecision(decision, { practice, endpoints: this.endpoints, now: this.now() });
  }
}
