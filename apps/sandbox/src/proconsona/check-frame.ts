import { FINLAND, OIDS, all, attribute, only, readPayload, type Interaction, type XmlTree } from '#cda';
import { checkTransmission } from '../stand-in/medical-records/check-transmission.js';
import {
  checkCode,
  checkOrder,
  many,
  maybe,
  oidAt,
  one,
  type Check,
} from '../stand-in/medical-records/element-checks.js';
import type { Findings } from './findings.js';
import { TAKEN, isQuery } from './interactions.js';

const CONTROL_ACT = [one('code'), many('reasonCode'), one('authorOrPerformer'), one('subject')];
const ENVELOPE = [
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
  maybe('relatedDocument'),
  one('componentOf'),
];
const SERVICE_REQUESTS = '1.2.246.537.6.1503.201601';
const PURPOSES_OF_USE = '1.2.246.537.6.1289.201901';

/** The transmission wrapper; of queries all there is to check here. */
export function checkWrapper(message: XmlTree, interaction: Interaction, findings: Findings): void {
  const { process } = checkTransmission(message, interaction, findings);
  if (process === undefined || isQuery(interaction)) return;
  checkProcess(process, { findings, refusal: 'integrity' });
}

/** Exactly one service request, and the purpose of use beside it. */
function checkProcess(process: XmlTree, check: Check): void {
  const { findings } = check;
  checkOrder(process, CONTROL_ACT, check);
  const reasons = all(process, 'reasonCode').map(({ attributes }) => ({
    code: attributes.get('code'),
    system: attributes.get('codeSystem'),
  }));
  const codesOf = (system: string): readonly unknown[] =>
    reasons.filter((reason) => reason.system === system).map(({ code }) => code);
  const isService = codesOf(SERVICE_REQUESTS).join(' ') === 'SP1';
  findings.expect(isService, 'integrity', 'controlActProcess/reasonCode: service request');
  const isPurpose = codesOf(PURPOSES_OF_USE).join(' ') === '1';
  findings.expect(
    isPurpose && reasons.length === 2,
    'integrity',
    'controlActProcess/reasonCode: purpose of use',
  );
  oidAt(process, ['authorOrPerformer', 'assignedPerson', 'representedOrganization', 'id'], check);
}

export const envelopeIn = (message: XmlTree): XmlTree | undefined =>
  only(message, 'controlActProcess', 'subject', 'clinicalDocument');

/** The envelope repeats the document's header, in an order of its own. */
export function checkEnvelope(envelope: XmlTree, interaction: Interaction, findings: Findings): void {
  const check = { findings, refusal: 'integrity' } as const;
  const [local, ...others] = all(envelope, 'localHeader', FINLAND);
  const isLast = local !== undefined && others.length === 0 && envelope.children.at(-1) === local;
  findings.expect(isLast, 'integrity', 'clinicalDocument/localHeader');
  checkOrder(
    { ...envelope, children: envelope.children.filter((child) => child !== local) },
    ENVELOPE,
    check,
  );
  checkCode(envelope, ['statusCode'], { codes: ['completed'] }, check);
  checkCode(envelope, ['completionCode'], { codes: ['LA'], system: '1.2.246.537.5.40115.2006' }, check);
  checkCode(envelope, ['storageCode'], { codes: ['AC'], system: '1.2.246.537.5.40116.2006' }, check);
  oidAt(envelope, ['id'], check);
  oidAt(envelope, ['setId'], check);
  const isVersion = interaction.id === TAKEN.archiveVersion.id;
  const reasons = all(envelope, 'reasonCode').length;
  findings.expect(isVersion === (reasons === 1), 'integrity', 'clinicalDocument/reasonCode');
  if (isVersion && reasons === 1) {
    checkCode(envelope, ['reasonCode'], { codes: ['1', '2'], system: OIDS.replacementReason }, check);
  }
}

/** @returns the document's bytes; undefined, and a finding, where the envelope holds none of its id */
export function payloadOf(envelope: XmlTree, findings: Findings): Buffer | undefined {
  const payload = readPayload(envelope);
  const isOwn = payload !== undefined && payload.contentId === attribute(envelope, ['id'], 'root');
  const isXml = /^text\/xml;\s*charset=utf-8$/i.test(payload?.contentType ?? '');
  if (isOwn && isXml) return payload.bytes;
  findings.add('integrity', 'clinicalDocument/text');
  return undefined;
}
