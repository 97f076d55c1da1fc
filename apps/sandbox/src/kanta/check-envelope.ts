import { attribute, FINLAND, INTERACTIONS, OIDS, all, only, readPayload, type XmlTree } from '#cda';
import { coded, inOrder, many, maybe, oidAt, one } from './element-rules.js';
import { refuseUnless } from './refusal.js';
import type { Wrapper } from './check-wrapper.js';

export interface Envelope {
  readonly element: XmlTree;
  /** The document's bytes. */
  readonly payload: Buffer;
  /** Why a version before is replaced: a code of 40178. */
  readonly reason?: string;
}

const CONTROL_ACT = [one('code'), many('reasonCode'), one('authorOrPerformer'), one('subject')];
const FIELDS = [
  many('templateId'),
  one('id'),
  one('code'),
  one('text'),
  one('statusCode'),
  one('effectiveTime'),
  one('confidentialityCode'),
  maybe('reasonCode'),
  one('languageCode'),
  one('setId'),
  one('versionNumber'),
  one('completionCode'),
  one('storageCode'),
  one('recordTarget'),
  many('author'),
  one('custodian'),
  many('inFulfillmentOf', 0),
  maybe('relatedDocument'),
  one('componentOf'),
];

/** The control act with its service request, and the envelope with the document in it (interfaces.md, section 1.3). */
export function checkEnvelope({ process, interaction }: Wrapper): Envelope {
  inOrder(process, CONTROL_ACT, { refusal: 'integrity' });
  coded(process, ['reasonCode'], { code: 'PP1', system: OIDS.serviceRequest }, 'integrity');
  oidAt(process, ['authorOrPerformer', 'assignedPerson', 'representedOrganization', 'id'], 'integrity');
  const element = only(process, 'subject', 'clinicalDocument');
  refuseUnless(element !== undefined, 'integrity', 'clinicalDocument');
  checkFields(element);
  const id = oidAt(element, ['id'], 'integrity');
  const payload = readPayload(element);
  refuseUnless(payload?.contentId === id, 'integrity', 'clinicalDocument/text');
  refuseUnless(
    /^text\/xml;\s*charset=utf-8$/i.test(payload.contentType),
    'integrity',
    'clinicalDocument/text',
  );
  const isVersion = interaction.id === INTERACTIONS.archiveVersion.id;
  const given = all(element, 'reasonCode').length > 0;
  refuseUnless(given === isVersion, 'integrity', 'clinicalDocument/reasonCode');
  if (!isVersion) return { element, payload: payload.bytes };
  const reason = coded(element, ['reasonCode'], { system: OIDS.replacementReason }, 'integrity');
  return { element, payload: payload.bytes, reason };
}

function checkFields(element: XmlTree): void {
  const [local, ...others] = all(element, 'localHeader', FINLAND);
  refuseUnless(local !== undefined && others.length === 0, 'integrity', 'clinicalDocument/localHeader');
  const isLast = element.children.at(-1) === local;
  refuseUnless(isLast, 'integrity', 'clinicalDocument/localHeader');
  inOrder({ ...element, children: element.children.slice(0, -1) }, FIELDS, { refusal: 'integrity' });
  refuseUnless(attribute(element, ['statusCode'], 'code') === 'completed', 'integrity', 'statusCode');
  coded(element, ['completionCode'], { code: 'LA', system: '1.2.246.537.5.40115.2006' }, 'integrity');
  coded(element, ['storageCode'], { code: 'AC', system: '1.2.246.537.5.40116.2006' }, 'integrity');
}
