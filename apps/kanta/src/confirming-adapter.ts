import {
  INTERACTIONS,
  narrativesOf,
  newestOf,
  readPayload,
  type DocumentMetadata,
  type HeldVersion,
} from '#cda';
import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordingOrder,
  WriteOutcome,
} from '#recording';
import { readXml, XmlUnreadable } from '#soap';
import type { ArchiveClient } from './archive-client.js';
import { foundAs, heldBy, isPrevious } from './classify-look-up.js';
import { samePatient, type Difference } from './compare-document.js';
import { fulfilledOid } from './mapping/document-keys.js';
import { finnishDay } from './visibility.js';

/**
 * For an organisation whose Lifecare archives to Kanta itself: writes nothing, and only confirms that the document
 * is there and from when the client sees it (`contract/teams.md`, "Kanta"). Lifecare's document has ids of its own;
 * it is found by what it fulfils, which Lifecare was told with the record.
 */
export class ConfirmingAdapter implements RecordSystemAdapter {
  readonly system = 'kanta';
  readonly evidenceLevel = 'verified';

  constructor(
    private readonly client: ArchiveClient,
    private readonly now: () => Date,
  ) {}

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    const found = await this.lookUp(order, context);
    switch (found.kind) {
      case 'found':
        // Another text or state may be that of the version before, and the next still to come: it is looked at once
        // more after the settle time. Another client is an alarm at once, and so for the read-back to tell.
        return found.matches || found.differences.includes('client')
          ? { kind: 'already-recorded', receipt: found.recorded, code: found.code }
          : { kind: 'unknown', code: 'other-version-archived' };
      case 'absent':
        return { kind: 'not-now', sent: false, code: 'not-archived-yet' };
      case 'not-now':
        return { ...found, sent: false };
      case 'several':
      case 'cannot-ask':
        return { kind: 'unknown', code: found.code };
    }
  }

  async lookUp(order: RecordingOrder, { signal }: AttemptContext): Promise<LookUpOutcome> {
    const query = { parameter: 'fulfilledOrderId', value: fulfilledOid(order) } as const;
    const reply = await this.client.queryContent(query, { signal });
    const holding = heldBy(reply, INTERACTIONS.content);
    if (holding.kind !== 'held') return holding;
    const candidates = candidatesFor(holding.versions, order);
    const [held, ...others] = candidates;
    if (held === undefined) return { kind: 'absent', code: 'no-match' };
    if (others.length > 0) return { kind: 'several', count: candidates.length, code: 'several-matches' };
    if (isPrevious(held, order)) return { kind: 'absent', code: 'older-version' };
    return foundAs(held, differencesOf(held, order), finnishDay(this.now()));
  }
}

/** The newest version of each series that the order can be about: a nullified one is over, unless it is the one. */
function candidatesFor(versions: readonly HeldVersion[], order: RecordingOrder): readonly HeldVersion[] {
  const previousId = order.previous?.targetId;
  return [...new Set(versions.map(({ setId }) => setId))]
    .map((setId) => versions.filter((version) => version.setId === setId))
    .filter((held) => order.operation === 'create' || held.some(({ id }) => id === previousId))
    .flatMap((held) => newestOf(held) ?? [])
    .filter(({ nullified }) => order.operation !== 'create' || !nullified);
}

function differencesOf(held: HeldVersion, order: RecordingOrder): readonly Difference[] {
  const { system, value } = order.clientIdentifier;
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['client', samePatient({ root: system, extension: value }, held.patient)],
    ['content', textsOf(held).includes(order.text)],
    ['status', held.nullified === (order.operation === 'nullify')],
  ];
  return checks.filter(([, same]) => !same).map(([difference]) => difference);
}

/** The texts of the archived document; none where it cannot be read. */
function textsOf({ envelope, id }: DocumentMetadata & Pick<HeldVersion, 'envelope'>): readonly string[] {
  const payload = readPayload(envelope);
  if (payload?.contentId !== id) return [];
  try {
    return narrativesOf(readXml(payload.bytes));
  } catch (error) {
    if (error instanceof XmlUnreadable) return [];
    throw error;
  }
}
