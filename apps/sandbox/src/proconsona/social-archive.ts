import { randomInt, type X509Certificate } from 'node:crypto';
import {
  attribute,
  writeAcknowledgement,
  writeDocumentAnswer,
  type Interaction,
  type Transmission,
  type XmlTree,
} from '#cda';
import type { Faults } from '../stand-in/faults.js';
import { findDocuments } from './answer-query.js';
import { checkWrapper } from './check-frame.js';
import { checkSeries } from './check-series.js';
import type { DocumentStore } from './document-store.js';
import { Findings } from './findings.js';
import { answerTo, isQuery } from './interactions.js';
import type { StoredDocument } from './stored-document.js';
import { takeDocument } from './take-document.js';

export interface SocialArchiveParts {
  readonly store: DocumentStore;
  readonly faults: Faults;
  /** Who must have issued the certificates of signatures. */
  readonly authority: X509Certificate;
}

/** Artificial persons; the second is for when the first is the right client. */
const OTHERS = ['020594X903P', '030594W903B'] as const;

/** The system itself, without the transport: takes a message that was read, gives the one that answers it. */
export class SocialArchive {
  constructor(private readonly parts: SocialArchiveParts) {}

  /** @returns the element for the body of the answer */
  async answer(message: XmlTree, interaction: Interaction): Promise<string> {
    const { store } = this.parts;
    const findings = new Findings();
    checkWrapper(message, interaction, findings);
    const target = attribute(message, ['id'], 'root') ?? '0.0';
    findings.expect(store.isNewMessage(target), 'integrity', 'id: used before');
    const transmission = transmissionTo(message);
    if (isQuery(interaction)) {
      const documents = findDocuments({ message, interaction }, store, findings);
      if (findings.isEmpty()) {
        return writeDocumentAnswer(answerTo(interaction), { target, documents }, transmission);
      }
    } else {
      await this.archive(message, interaction, findings);
    }
    const type = findings.isEmpty() ? 'AA' : 'AE';
    return writeAcknowledgement({ type, target, details: findings.details }, transmission);
  }

  private async archive(message: XmlTree, interaction: Interaction, findings: Findings): Promise<void> {
    const { store, faults, authority } = this.parts;
    const taken = takeDocument(message, { interaction, authority, findings });
    if (taken === undefined) return;
    if (faults.hits('unknown-client')) findings.add('unknown-client', 'ordered fault');
    else if (faults.hits('no-rights')) findings.add('no-rights', 'ordered fault');
    else checkSeries(taken.checked, store, findings);
    if (!findings.isEmpty()) return;
    const { document } = taken;
    const stored = faults.hits('wrong-client') ? underAnotherClient(document) : document;
    if (faults.hits('not-stored')) await store.settled();
    else await store.add(stored);
  }
}

function transmissionTo(message: XmlTree): Transmission {
  const createdAt = new Date();
  const own = attribute(message, ['receiver', 'device', 'id'], 'root') ?? '0.0';
  return {
    messageId: `${own}.${createdAt.getTime()}.${randomInt(2 ** 32)}`,
    createdAt,
    profileIds: ['1.2.246.777.11.2008.10'],
    processing: 'D',
    receiver: attribute(message, ['sender', 'device', 'id'], 'root') ?? '0.0',
    sender: own,
  };
}

/** The fault `wrong-client`: the same document, as somebody else's. */
function underAnotherClient(document: StoredDocument): StoredDocument {
  const extension = document.patient.extension === OTHERS[0] ? OTHERS[1] : OTHERS[0];
  return { ...document, patient: { root: '1.2.246.21', extension } };
}
