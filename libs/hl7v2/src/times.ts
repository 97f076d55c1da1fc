/** @returns an HL7 TS of an RFC 3339 time, with its own offset; a leap second, which HL7 does not know, is the one before */
export function timestamp(rfc3339: string): string {
  const [, day = '', time = '', second = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)$/u.exec(rfc3339) ?? [];
  const offset = zone.toUpperCase() === 'Z' ? '+0000' : zone.replace(':', '');
  return `${date(day)}${time.replace(':', '')}${second === '60' ? '59' : second}${offset}`;
}

/** @returns an HL7 DT of `YYYY-MM-DD` */
export const date = (day: string): string => day.replaceAll('-', '');
