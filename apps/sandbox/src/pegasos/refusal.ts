import type { AcknowledgedError, ErrorCode } from '#hl7v2';

/** A message that the health record does not take: how it answers (MSA-1, ERR). */
export class Refusal extends Error {
  readonly error: AcknowledgedError;

  private constructor(
    /** Error: it is about the content. Reject: it is not, or about what the message is at all. */
    readonly code: 'AE' | 'AR',
    error: ErrorCode,
    location?: AcknowledgedError['location'],
  ) {
    super(error);
    this.name = 'Refusal';
    this.error = { code: error, ...(location !== undefined && { location }) };
  }

  static error(error: ErrorCode, segment: string, field: number): Refusal {
    return new Refusal('AE', error, { segment, field });
  }

  static reject(error: ErrorCode, segment: string, field: number): Refusal {
    return new Refusal('AR', error, { segment, field });
  }

  /**
   * An ordered HTTP status by its nearest meaning: come back later, look at what is there, nobody knows, or never.
   */
  static ofStatus(status: number): Refusal {
    if ([408, 425, 429, 503].includes(status)) return new Refusal('AR', '206');
    if (status >= 500 || status === 409 || status === 412) return new Refusal('AE', '207');
    return new Refusal('AR', '202');
  }
}
