import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** W3C Trace Context, section 3.2.2: version 00, trace id, parent id, flags. */
const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const NO_TRACE = '0'.repeat(32);

/** @returns the caller's trace id, 32 lower-case hexadecimal digits; one of our own where it sends none */
export function traceIdOf(headers: IncomingHttpHeaders): string {
  const { traceparent } = headers;
  const given = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return given === undefined || given === NO_TRACE ? randomBytes(16).toString('hex') : given;
}
