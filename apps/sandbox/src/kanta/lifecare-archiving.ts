import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  CODES,
  DocumentSigner,
  INTERACTIONS,
  OIDS,
  writeArchiveMessage,
  writeDocument,
  type ClinicalDocument,
} from '#cda';
import { readSecret } from '#configuration';
import type { Logger } from '#observability';
import { readXmlText } from '#soap';
import { LifecareServer } from '../lifecare/lifecare.server.js';
import type { StoredVersion } from '../lifecare/store/stored.js';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { KantaServer } from './kanta.server.js';
import { archiveKeyIn, lifecareDocuments } from './lifecare-document.js';
import { subjectOf } from './message-subject.js';

/** How long after Lifecare has stored a record it is in Kanta. */
const DELAY_MS = 1_500;
const TRIES = 20;
const PARTY = '1.2.246.10.99900011.10.0.13.2';
const ARCHIVE_PARTY = '1.2.246.556.18007.2';

/**
 * Archives the Lifecare stand-in's records in the Kanta stand-in, after a while: those that say by what they are to
 * be found there. What an earlier run did not get to is archived at the start.
 */
@Injectable()
export class LifecareArchiving implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private signer: DocumentSigner | undefined;
  /** One after the other, so that versions come in order. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
    private readonly lifecare: LifecareServer,
    private readonly kanta: KantaServer,
  ) {}

  onApplicationBootstrap(): void {
    this.signer = new DocumentSigner({
      key: readSecret('kanta-signing-key', this.config),
      certificate: readSecret('kanta-signing-certificate', this.config),
    });
    const watcher = (version: StoredVersion): void => {
      const key = archiveKeyIn(version);
      if (key !== undefined) this.archiveLater(version, key);
    };
    this.lifecare.watch('DocumentReference', watcher);
    this.lifecare.watch('CarePlan', watcher);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.last;
  }

  private archiveLater(version: StoredVersion, key: string): void {
    const due = Date.now() + DELAY_MS;
    this.last = this.last.then(async () => {
      try {
        await pause(Math.max(0, due - Date.now()), undefined, { signal: this.stop.signal });
        await this.archive(version, key);
      } catch (error) {
        // Whatever is left when it stops is archived at the next start.
        if (!this.stop.signal.aborted) this.logger.error('sandbox.request-failed', { error });
      }
    });
  }

  private async archive(version: StoredVersion, key: string): Promise<void> {
    const { serviceEvent, document } = lifecareDocuments(version, key);
    if (version.version === 1) await this.send(serviceEvent, 'create');
    await this.send(document, version.operation);
  }

  /** Again and again while the archive refuses it: ordered faults pass. */
  private async send(document: ClinicalDocument, operation: StoredVersion['operation']): Promise<void> {
    for (
      let tries = 0;
      tries < TRIES && this.kanta.archive?.holds(document.header.id) === false;
      tries += 1
    ) {
      if (tries > 0) await pause(DELAY_MS, undefined, { signal: this.stop.signal });
      const message = readXmlText(this.message(document, operation));
      const interaction = operation === 'create' ? INTERACTIONS.archive : INTERACTIONS.archiveVersion;
      await this.kanta.archive.answer(message, interaction, subjectOf(message, interaction));
    }
  }

  private message(document: ClinicalDocument, operation: StoredVersion['operation']): string {
    if (this.signer === undefined) return '';
    const createdAt = new Date();
    const nullification = { code: '2', system: OIDS.replacementReason, displayName: 'Mitätöinti' };
    return writeArchiveMessage({
      interaction: operation === 'create' ? INTERACTIONS.archive : INTERACTIONS.archiveVersion,
      transmission: {
        messageId: `${PARTY}.${createdAt.getTime()}.${randomInt(2 ** 32)}`,
        createdAt,
        profileIds: ['1.2.246.777.11.2015.5', '1.2.246.777.11.2008.10'],
        processing: 'D',
        receiver: ARCHIVE_PARTY,
        sender: PARTY,
      },
      reasons: [CODES.archiveOwnDocuments],
      provider: document.header.custodian.oid,
      header: document.header,
      ...(operation !== 'create' && {
        replacementReason: operation === 'nullify' ? nullification : CODES.correction,
      }),
      document: writeDocument(document, this.signer, createdAt).bytes,
    });
  }
}
