import { randomUUID } from 'node:crypto';
import {
  CODES,
  actionOf,
  newTransmission,
  writeArchiveMessage,
  writeDocumentQuery,
  type DocumentQuery,
  type DocumentSigner,
  type Interaction,
  type Transmission,
} from '#cda';
import type { Operation } from '#domain';
import type { SoapClient, SoapReply } from '#soap';
import { REASONS, SOCIAL } from './interactions.js';
import { nullificationOf } from './mapping/map-document.js';
import type { SocialArchiveSettings } from './proconsona.config.js';
import { writeSocialDocument, type SocialDocument } from './write-social-document.js';

/** The base specification of HL7 V3 messages in Finland; that of social welfare is not public. */
const PROFILES = ['1.2.246.777.11.2008.10'];

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

export interface SocialArchiveParts {
  readonly soap: SoapClient;
  readonly signer: DocumentSigner;
  readonly settings: SocialArchiveSettings;
  readonly now: () => Date;
}

/** Medical Records messages of social welfare to one installation, each with ids of its own. */
export class SocialArchiveClient {
  constructor(private readonly parts: SocialArchiveParts) {}

  archive(document: SocialDocument, operation: Operation, call: ArchiveCall): Promise<ArchiveReply> {
    const { settings, signer, now } = this.parts;
    const isFirst = operation === 'create';
    const interaction = isFirst ? SOCIAL.archive : SOCIAL.archiveVersion;
    const reason = operation === 'nullify' ? nullificationOf(settings) : CODES.correction;
    const transmission = this.transmission();
    const message = writeArchiveMessage({
      interaction,
      transmission,
      reasons: REASONS,
      provider: settings.provider,
      header: document.header,
      ...(!isFirst && { replacementReason: reason }),
      document: writeSocialDocument(document, signer, now()),
    });
    return this.send(interaction, message, transmission, call);
  }

  /** Asks for what is told of documents, without themselves. */
  queryMetadata(query: DocumentQuery, call: ArchiveCall): Promise<ArchiveReply> {
    return this.query(SOCIAL.queryMetadata, query, call);
  }

  /** Asks for the documents themselves. */
  queryContent(query: DocumentQuery, call: ArchiveCall): Promise<ArchiveReply> {
    return this.query(SOCIAL.queryContent, query, call);
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
