import { randomInt, type X509Certificate } from 'node:crypto';
import {
  writeAcknowledgement,
  writeDocumentAnswer,
  type Acknowledgement,
  type Interaction,
  type Transmission,
  type XmlTree,
} from '#cda';
import type { Faults } from '../stand-in/faults.js';
import { answerTo, findDocuments } from './answer-query.js';
import type { ArchivedDocument } from './archived-document.js';
import type { ArchiveStore } from './archive-store.js';
import { checkSeries } from './check-series.js';
import { checkWrapper, type Wrapper } from './check-wrapper.js';
import { Refusal, REFUSALS, refuseUnless } from './refusal.js';
import { takeDocument } from './take-document.js';
import type { Subject } from './message-subject.js';

export interface ArchiveParts {
  readonly store: ArchiveStore;
  readonly faults: Faults;
  /** Who must have issued the certificates of signatures. */
  readonly authority: X509Certificate;
}

/** Artificial persons; the second is for when the first is the right client. */
const OTHERS = ['020594X903P', '030594W903B'] as const;

/** The archive itself, without the transport: takes a message that was read, gives the one that answers it. */
export class Archive {
  private readonly messageIds = new Set<string>();

  constructor(private readonly parts: ArchiveParts) {}

  /** @returns the element for the body of the answer */
  async answer(message: XmlTree, interaction: Interaction, subject: Subject): Promise<string> {
    let wrapper: Wrapper | undefined;
    try {
      wrapper = checkWrapper(message, interaction);
      refuseUnless(!this.messageIds.has(wrapper.messageId), 'integrity', 'id');
      this.messageIds.add(wrapper.messageId);
      return subject === 'query' ? this.answerQuery(message, wrapper) : await this.archive(wrapper);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const details = [{ type: 'E', ...REFUSALS[error.refusal] }] as const;
      return acknowledge({ type: 'AE', details }, wrapper);
    }
  }

  holds(documentId: string): boolean {
    return this.parts.store.byIdentifier(documentId) !== undefined;
  }

  private answerQuery(message: XmlTree, wrapper: Wrapper): string {
    const documents = findDocuments(message, wrapper.interaction, this.parts.store);
    const answer = { target: wrapper.messageId, documents };
    return writeDocumentAnswer(answerTo(wrapper.interaction), answer, transmissionTo(wrapper));
  }

  private async archive(wrapper: Wrapper): Promise<string> {
    const { store, faults, authority } = this.parts;
    const { document, checked } = takeDocument(wrapper, authority, new Date());
    const isContent = document.kind === 'content';
    if (isContent && faults.hits('unknown-client')) throw new Refusal('unknown-client', 'fault');
    if (isContent && faults.hits('no-rights')) throw new Refusal('no-rights', 'fault');
    checkSeries(checked, store);
    const taken = isContent && faults.hits('wrong-client') ? underAnotherClient(document) : document;
    if (isContent && faults.hits('not-stored')) await store.settled();
    else await store.add(taken);
    return acknowledge({ type: 'AA', details: [] }, wrapper);
  }
}

/** A message whose wrapper cannot be read has no id that could be answered. */
function acknowledge(answer: Omit<Acknowledgement, 'target'>, wrapper: Wrapper | undefined): string {
  return writeAcknowledgement({ ...answer, target: wrapper?.messageId ?? '0.0' }, transmissionTo(wrapper));
}

function transmissionTo(wrapper: Wrapper | undefined): Transmission {
  const createdAt = new Date();
  const own = wrapper?.receiver ?? '1.2.246.556.18007.2';
  return {
    messageId: `${own}.${createdAt.getTime()}.${randomInt(2 ** 32)}`,
    createdAt,
    profileIds: ['1.2.246.777.11.2015.5', '1.2.246.777.11.2008.10'],
    processing: 'D',
    receiver: wrapper?.sender ?? '0.0',
    sender: own,
  };
}

/** The fault `wrong-client`: the same document, as somebody else's. */
function underAnotherClient(document: ArchivedDocument): ArchivedDocument {
  const extension = document.patient.extension === OTHERS[0] ? OTHERS[1] : OTHERS[0];
  return { ...document, patient: { root: '1.2.246.21', extension } };
}
