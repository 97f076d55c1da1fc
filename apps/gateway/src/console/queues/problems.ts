import type { ConsoleWords, Formats, QueuesTexts } from '#console-texts';
import type { EndpointOverview } from './operations-reader.js';

/** Whoever waits that long waits for something that is not as it should be. */
const LATE_MS = 30 * 60_000;

interface Wording {
  readonly texts: QueuesTexts;
  readonly words: ConsoleWords;
  readonly formats: Formats;
}

/** What is wrong now, a sentence each, worst first; empty when all is well. */
export function problemsNow(endpoints: readonly EndpointOverview[], wording: Wording): string[] {
  return [...endpoints]
    .sort((one, other) => rankOf(one) - rankOf(other))
    .flatMap((endpoint) => problemsOf(endpoint, wording));
}

function rankOf({ breaker, paused, counts }: EndpointOverview): number {
  if (breaker === 'open') return 0;
  if ((counts['needs-attention'] ?? 0) > 0) return 1;
  return breaker === 'half-open' || paused ? 2 : 3;
}

function problemsOf(endpoint: EndpointOverview, { texts: { problems }, formats }: Wording): string[] {
  const { endpoint: id, breaker, probeAt, paused, pausedReason, pausedAt, counts, oldestDueAgeMs } = endpoint;
  const attention = counts['needs-attention'] ?? 0;
  const isLate = !paused && oldestDueAgeMs !== undefined && oldestDueAgeMs >= LATE_MS;
  return [
    ...(breaker === 'open'
      ? [problems.broken(id, probeAt === undefined ? undefined : formats.time(new Date(probeAt)))]
      : []),
    ...(breaker === 'half-open' ? [problems.beingTried(id)] : []),
    ...(paused && pausedReason !== undefined && pausedAt !== undefined
      ? [problems.paused(id, pausedReason, formats.dateTime(new Date(pausedAt)))]
      : []),
    ...(attention > 0 ? [problems.needsAttention(id, formats.count(attention))] : []),
    ...(isLate ? [problems.late(id, formats.duration(oldestDueAgeMs))] : []),
  ];
}
