import type { FieldValue } from '#hl7v2';
import { timestamp } from '#hl7v2';
import type { PegasosOptions } from '../pegasos.config.js';

export type HeaderOptions = Pick<
  PegasosOptions,
  'encoding' | 'sendingApplication' | 'sendingFacility' | 'receivingApplication' | 'receivingFacility'
>;

/** What every message of ours has in its MSH, but for its type. */
export function headerFields(
  options: HeaderOptions,
  controlId: string,
  now: Date,
): Readonly<Record<number, FieldValue>> {
  return {
    3: options.sendingApplication,
    4: options.sendingFacility,
    5: options.receivingApplication,
    6: options.receivingFacility,
    7: timestamp(now.toISOString()),
    10: controlId,
    11: 'P',
    12: '2.5',
    17: 'FIN',
    18: options.encoding,
  };
}
