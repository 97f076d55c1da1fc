import { segment } from '#hl7v2';
import type { StoredEvent } from './stored-document.js';

/** Artificial identity codes; the first that is not the record's own client takes the record over. */
const OTHERS = ['010516B903X', '020594X903P'] as const;
const PERSONAL_IDENTITY_CODE_OID = '1.2.246.21';

/** The ordered fault `wrong-client`: the document as it would be stored in somebody else's record. */
export function underAnotherClient(event: StoredEvent): StoredEvent {
  const { document } = event;
  const value = document.client.value === OTHERS[0] ? OTHERS[1] : OTHERS[0];
  const client = { system: PERSONAL_IDENTITY_CODE_OID, value };
  const pid = segment('PID', {
    3: [value, undefined, undefined, ['', client.system, 'ISO'], 'NNFIN'],
    5: ['Toinen', 'Testi'],
  });
  const segments = document.segments.map((stored) => (stored.name === 'PID' ? pid : stored));
  return { ...event, document: { ...document, client, segments } };
}
