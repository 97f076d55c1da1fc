import { OIDS } from './code-systems.js';
import { INTERACTIONS } from './interactions.js';
import { writeTransmission, type Transmission } from './transmission.js';
import { all, attribute, only, type XmlTree } from './xml-tree.js';
import { node, type XmlNode } from './xml-writer.js';

/** AA, AE, AR: what the application did; CA, CE, CR: what became of the transmission (interfaces.md, 1.4). */
export const ACKNOWLEDGEMENT_TYPES = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'] as const;
export type AcknowledgementType = (typeof ACKNOWLEDGEMENT_TYPES)[number];

export interface AcknowledgementDetail {
  readonly type: 'E' | 'W' | 'I';
  /** Of the archive's own code system (40112). */
  readonly code: string;
  readonly text: string;
}

export interface Acknowledgement {
  readonly type: AcknowledgementType;
  /** Id of the message that is answered. */
  readonly target: string;
  readonly details: readonly AcknowledgementDetail[];
}

export function writeAcknowledgement(acknowledgement: Acknowledgement, transmission: Transmission): string {
  return writeTransmission(INTERACTIONS.acknowledgement, transmission, [
    acknowledgementNode(acknowledgement),
  ]);
}

export function acknowledgementNode({ type, target, details }: Acknowledgement): XmlNode {
  return node('acknowledgement', { typeCode: type }, [
    node('targetMessage', {}, [node('id', { root: target })]),
    ...details.map((detail) =>
      node('acknowledgementDetail', { typeCode: detail.type }, [
        node('code', {
          code: detail.code,
          codeSystem: OIDS.acknowledgementDetail,
          codeSystemName: 'Kanta-palvelut - Prosessivirheet ja huomautukset',
        }),
        node('text', {}, [detail.text]),
      ]),
    ),
  ]);
}

/** What an acknowledgement says, without its texts: they may quote what was sent. */
export interface ReadAcknowledgement {
  readonly type: AcknowledgementType;
  readonly target: string;
  /** Of the errors, of letters and digits only; others are left out. */
  readonly errorCodes: readonly string[];
}

/** @returns undefined for what carries no acknowledgement that can be understood */
export function readAcknowledgement(message: XmlTree): ReadAcknowledgement | undefined {
  const acknowledgement = only(message, 'acknowledgement');
  if (acknowledgement === undefined) return undefined;
  // Older bindings have it as an element.
  const given =
    acknowledgement.attributes.get('typeCode') ?? attribute(acknowledgement, ['typeCode'], 'code');
  const type = ACKNOWLEDGEMENT_TYPES.find((known) => known === given);
  const target = attribute(acknowledgement, ['targetMessage', 'id'], 'root');
  if (type === undefined || target === undefined) return undefined;
  const errors = all(acknowledgement, 'acknowledgementDetail').filter(
    (detail) => (detail.attributes.get('typeCode') ?? 'E') === 'E',
  );
  const codes = errors.map((detail) => attribute(detail, ['code'], 'code') ?? '');
  return { type, target, errorCodes: codes.filter((code) => /^[0-9A-Za-z]{1,16}$/.test(code)) };
}
