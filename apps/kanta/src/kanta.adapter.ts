import { DocumentSigner, isXmlValue, setIdOf, type DocumentHeader, type SigningKey } from '#cda';
import type {
  AttemptContext,
  LookUpOutcome,
  RecordSystemAdapter,
  RecordedVersion,
  RecordingOrder,
  WriteOutcome,
} from '#recording';
import { SoapClient, type MutualTls } from '#soap';
import { ArchiveClient } from './archive-client.js';
import { classifyVersions, heldBy } from './classify-look-up.js';
import { classifyReply } from './classify-reply.js';
import type { ExpectedDocument } from './compare-document.js';
import { ConfirmingAdapter } from './confirming-adapter.js';
import type { ArchiveSettings } from './kanta.config.js';
import { mapDocument, mapServiceEvent } from './mapping/map-document.js';
import { releaseDateOf } from './mapping/map-header.js';
import { finnishDay } from './visibility.js';

const NOT_ENCODABLE: WriteOutcome = { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' };

/** Archives in Kanta by HL7 V3 Medical Records (docs/systems/kanta.md). */
class KantaAdapter implements RecordSystemAdapter {
  readonly system = 'kanta';
  readonly evidenceLevel = 'verified';

  constructor(
    private readonly client: ArchiveClient,
    private readonly settings: ArchiveSettings,
    private readonly now: () => Date,
  ) {}

  async write(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    const document = mapDocument(order, this.settings);
    if (!isXmlValue(document)) return NOT_ENCODABLE;
    const event = order.operation === 'create' ? await this.archiveServiceEvent(order, context) : undefined;
    if (event !== undefined && !isThere(event)) return event;
    const reply = await this.client.archive(document, order.operation, context);
    return classifyReply(reply, receiptOf(document.header));
  }

  async lookUp(order: RecordingOrder, { signal }: AttemptContext): Promise<LookUpOutcome> {
    const value = setIdOf(order, this.settings.documentRoot);
    const query = { parameter: 'clinicalDocumentSetId', value } as const;
    const holding = heldBy(await this.client.queryMetadata(query, { signal }));
    if (holding.kind !== 'held') return holding;
    return classifyVersions(holding.versions, order, this.expected(order), finnishDay(this.now()));
  }

  /**
   * What clinical documents refer to must be in the archive before them. Its id is derived, so that the archive
   * knows a second one for a copy; what was sent without a clear answer is for the whole write to be asked about.
   */
  private async archiveServiceEvent(order: RecordingOrder, context: AttemptContext): Promise<WriteOutcome> {
    const document = mapServiceEvent(order, this.settings);
    const reply = await this.client.archive(document, 'create', context);
    return classifyReply(reply, receiptOf(document.header));
  }

  private expected(order: RecordingOrder): ExpectedDocument {
    const document = mapDocument(order, this.settings);
    const { id, setId, versionNumber, patient } = document.header;
    return {
      id,
      setId,
      versionNumber,
      patient: patient.id,
      bodyDigest: this.client.bodyDigest(document),
      releaseDate: releaseDateOf(order),
      nullified: order.operation === 'nullify',
    };
  }
}

const isThere = ({ kind }: WriteOutcome): boolean => kind === 'recorded' || kind === 'already-recorded';

function receiptOf({ id, versionNumber }: DocumentHeader): RecordedVersion {
  return { targetId: id, targetVersion: String(versionNumber) };
}

export interface KantaAdapterSetup {
  /** The archive's address. */
  readonly address: string;
  readonly settings: ArchiveSettings;
  /** The Lifecare of the organisation archives itself: write nothing, only confirm. */
  readonly archivedByLifecare: boolean;
  /** PEM. */
  readonly tls: MutualTls;
  /** PEM. */
  readonly signing: SigningKey;
  /** As many as the endpoint's concurrency limit. */
  readonly maxSockets: number;
  readonly now?: () => Date;
}

/** @throws UnusableAddress UnusableTlsCredentials UnusableSigningKey */
export function createKantaAdapter(setup: KantaAdapterSetup): RecordSystemAdapter {
  const { address, settings, tls, signing, maxSockets } = setup;
  const now = setup.now ?? (() => new Date());
  const soap = new SoapClient({ address, tls, maxSockets, now });
  const client = new ArchiveClient({ soap, signer: new DocumentSigner(signing), settings, now });
  return setup.archivedByLifecare
    ? new ConfirmingAdapter(client, now)
    : new KantaAdapter(client, settings, now);
}
