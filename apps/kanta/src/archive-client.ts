import { randomUUID } from 'node:crypto';
import {
  CODES,
  INTERACTIONS,
  OIDS,
  actionOf,
  newTransmission,
  writeArchiveMessage,
  writeDocument,
  writeDocumentQuery,
  type ClinicalDocument,
  type DocumentQuery,
  type DocumentSigner,
  type Interaction,
  type Transmission,
} from '#cda';
import type { SoapClient, SoapReply } from '#soap';
import type { ArchiveSettings } from './kanta.config.js';

/** The specifications that the messages follow, as real ones say it (interfaces.md, section 1.2). */
const PROFILES = ['1.2.246.777.11.2015.5', '1.2.246.777.11.2008.10'];

/** What one call needs to know of its attempt. */
export interface ArchiveCall {
  readonly signal: AbortSignal;
  readonly beforeFirstByte?: () => void;
}

/** How one message was answered. */
export interface ArchiveReply {
  /** OID of the message that was sent: an answer must name it. */
  readonly messageId: string;
  readonly reply: SoapReply;
}

export interface ArchiveClientParts {
  readonly soap: SoapClient;
  readonly signer: DocumentSigner;
  readonly settings: ArchiveSettings;
  readonly now: () => Date;
}

/** Medical Records messages to one archive, each with ids of its own (interfaces.md, sections 1.1 to 1.3). */
export class ArchiveClient {
  constructor(private readonly parts: ArchiveClientParts) {}

  /** @param operation of the order: anything but a create is a new version */
  archive(
    document: ClinicalDocument,
    operation: 'create' | 'replace' | 'nullify',
    call: ArchiveCall,
  ): Promise<ArchiveReply> {
    const { settings, signer, now } = this.parts;
    const interaction = operation === 'create' ? INTERACTIONS.archive : INTERACTIONS.archiveVersion;
    const transmission = this.transmission();
    const reason =
      operation === 'nullify'
        ? { system: OIDS.replacementReason, ...settings.nullification }
        : CODES.correction;
    const message = writeArchiveMessage({
      interaction,
      transmission,
      reasons: [CODES.archiveOwnDocuments],
      provider: settings.provider,
      header: document.header,
      ...(operation !== 'create' && { replacementReason: reason }),
      document: writeDocument(document, signer, now()).bytes,
    });
    return this.send(interaction, message, transmission, call);
  }

  queryMetadata(query: DocumentQuery, call: ArchiveCall): Promise<ArchiveReply> {
    return this.query(INTERACTIONS.queryMetadata, query, call);
  }

  queryContent(query: DocumentQuery, call: ArchiveCall): Promise<ArchiveReply> {
    return this.query(INTERACTIONS.queryContent, query, call);
  }

  /** Base64 of the SHA-256 that the archive should tell of the document's body. */
  bodyDigest(document: ClinicalDocument): string {
    return writeDocument(document, this.parts.signer, this.parts.now()).bodyDigest;
  }

  private query(interaction: Interaction, query: DocumentQuery, call: ArchiveCall): Promise<ArchiveReply> {
    const transmission = this.transmission();
    const message = writeDocumentQuery(interaction, query, transmission);
    return this.send(interaction, message, transmission, call);
  }

  private async send(
    interaction: Interaction,
    message: string,
    { messageId }: Transmission,
    call: ArchiveCall,
  ): Promise<ArchiveReply> {
    const addressing = { messageId: `urn:uuid:${randomUUID()}`, action: actionOf(interaction) };
    return { messageId, reply: await this.parts.soap.call(message, { ...addressing, ...call }) };
  }

  private transmission(): Transmission {
    const { settings, now } = this.parts;
    return newTransmission(settings, PROFILES, now());
  }
}
