import { setIdOf, versionOf, type DocumentVersion } from '#cda';
import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordedVersion,
  RecordingOrder,
  WriteOutcome,
} from '#recording';
import { heldBy, newestVersion } from './classify-look-up.js';
import { classifyReply } from './classify-reply.js';
import { compareDocument } from './compare-document.js';
import { SOCIAL } from './interactions.js';
import { isEncodable, mapDocument } from './mapping/map-document.js';
import type { SocialArchiveSettings } from './proconsona.config.js';
import { readHeldDocument } from './read-held-document.js';
import type { SocialArchiveClient } from './social-archive-client.js';

/** Archives in Pro Consona by HL7 V3 Medical Records of social welfare (docs/systems/proconsona.md). */
export class ProconsonaAdapter implements RecordSystemAdapter {
  readonly system = 'proconsona';
  readonly evidenceLevel = 'verified';

  constructor(
    private readonly client: SocialArchiveClient,
    private readonly settings: SocialArchiveSettings,
  ) {}

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    if (!isEncodable(order)) return { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' };
    const document = mapDocument(order, this.settings);
    const reply = await this.client.archive(document, order.operation, context);
    return classifyReply(reply, receiptOf(document.header));
  }

  /** First which versions there are, then what the newest of them says. */
  async lookUp(order: RecordingOrder, { signal }: AttemptContext): Promise<LookUpOutcome> {
    const setId = setIdOf(order, this.settings.documentRoot);
    const series = { parameter: 'clinicalDocumentSetId', value: setId } as const;
    const holding = heldBy(await this.client.queryMetadata(series, { signal }), SOCIAL.metadata);
    if (holding.kind !== 'held') return holding;
    const newest = newestVersion(holding.versions, order, setId);
    if (newest.kind !== 'newest') return newest;
    const { id } = newest.version;
    const one = { parameter: 'clinicalDocumentId', value: id } as const;
    const content = heldBy(await this.client.queryContent(one, { signal }), SOCIAL.content);
    if (content.kind !== 'held') return content;
    const [held, ...others] = content.versions;
    if (held?.id !== id || others.length > 0) return { kind: 'not-now', code: 'query-not-obeyed' };
    const document = readHeldDocument(held.envelope, id);
    if (document === undefined) return { kind: 'not-now', code: 'query-document-unreadable' };
    const expected = versionOf(order, this.settings.documentRoot);
    const differences = compareDocument(order, expected, { metadata: held, document });
    const matches = differences.length === 0;
    const code = matches ? 'read-back-equal' : 'differs';
    return { kind: 'found', recorded: receiptOf(held), matches, differences, code };
  }
}

function receiptOf({ id, versionNumber }: DocumentVersion): RecordedVersion {
  return { targetId: id, targetVersion: String(versionNumber) };
}
