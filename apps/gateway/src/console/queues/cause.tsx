import { QUEUES_TEXTS } from '#console-texts';
import type { AttemptOutcome } from '#console-texts';
import { REASONS } from '#domain';
import type { Reason } from '#domain';
import { usePage } from '../frame/page-context.js';

interface CauseProps {
  readonly reason?: string | undefined;
  readonly outcome?: string | undefined;
  readonly code?: string | undefined;
}

/** Why something fails, in words, and the code by which the log and the documentation know it. */
export function Cause({ reason, outcome, code }: CauseProps) {
  const { language, words } = usePage();
  const { failures, onItsWay } = QUEUES_TEXTS[language];
  const why = reason === undefined ? onItsWay : isReason(reason) ? words.reasons[reason] : reason;
  return (
    <>
      {why}: {outcome === undefined ? failures.noAttempt : <OutcomeWord outcome={outcome} />}
      {code !== undefined && (
        <>
          {' '}
          <code>{code}</code>
        </>
      )}
    </>
  );
}

/** An attempt's outcome in words. */
export function OutcomeWord({ outcome }: { readonly outcome: string }) {
  const { language } = usePage();
  const { outcomes } = QUEUES_TEXTS[language];
  return <>{isOutcome(outcome, outcomes) ? outcomes[outcome] : outcome}</>;
}

const isReason = (reason: string): reason is Reason => (REASONS as readonly string[]).includes(reason);

const isOutcome = (
  outcome: string,
  words: Readonly<Record<AttemptOutcome, string>>,
): outcome is AttemptOutcome => Object.hasOwn(words, outcome);
