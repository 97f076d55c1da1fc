import { attribute, FINLAND, INTERACTIONS, OIDS, all, only, readPayload, type XmlTree } from '#cda';
import {
  checkCode,
  checkOrder,
  many,
  maybe,
  oidAt,
  one,
} from '../stand-in/medical-records/element-checks.js';
import type { Wrapper } from './check-wrapper.js';
import { FIRST_FAULT, refuseUnless } from './refusal.js';

const CHECK = { findings: FIRST_FAULT, refusal: 'integrity' } as const;

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
  checkOrder(process, CONTROL_ACT, CHECK);
  checkCode(process, ['reasonCode'], { codes: ['PP1'], system: OIDS.serviceRequest }, CHECK);
  oidAt(process, ['authorOrPerformer', 'assignedPerson', 'representedOrganization', 'id'], CHECK);
  const element = only(process, 'subject', 'clinicalDocument');
  refuseUnless(element !== undefined, 'integrity', 'clinicalDocument');
  checkFields(element);
  const id = oidAt(element, ['id'], CHECK);
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
  const reason = checkCode(element, ['reasonCode'], { system: OIDS.replacementReason }, CHECK);
  return { element, payload: payload.bytes, reason };
}

function checkFields(element: XmlTree): void {
  const [local, ...others] = all(element, 'localHeader', FINLAND);
  refuseUnless(local !== undefined && others.length === 0, 'integrity', 'clinicalDocument/localHeader');
  const isLast = element.children.at(-1) === local;
  refuseUnless(isLast, 'integrity', 'clinicalDocument/localHeader');
  checkOrder({ ...element, children: element.children.slice(0, -1) }, FIELDS, CHECK);
  refuseUnless(attribute(element, ['statusCode'], 'code') === 'completed', 'integrity', 'statusCode');
  checkCode(element, ['completionCode'], { codes: ['LA'], system: '1.2.246.537.5.40115.2006' }, CHECK);
  checkCode(element, ['storageCode'], { codes: ['AC'], system: '1.2.246.537.5.40116.2006' }, CHECK);
}
