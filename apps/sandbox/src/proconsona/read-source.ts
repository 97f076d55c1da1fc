import type { XmlTree } from '#cda';
import { readXml, XmlUnreadable } from '#soap';
import type { Findings, RefusalName } from './findings.js';

const DECLARATION = /<\?xml\s/g;

/**
 * Reads XML with the rules of the test environment (interfaces.md, section 7): one XML declaration, at its very
 * beginning, and lines that end in LF.
 * @param name of the finding's place
 */
export function readSource(
  bytes: Buffer,
  name: string,
  { findings, refusal }: { readonly findings: Findings; readonly refusal: RefusalName },
): XmlTree | undefined {
  const text = bytes.toString('utf8');
  const isDeclaredOnce = text.startsWith('<?xml ') && [...text.matchAll(DECLARATION)].length === 1;
  findings.expect(isDeclaredOnce, refusal, `${name}: XML declaration`);
  findings.expect(!text.includes('\r'), refusal, `${name}: line ends`);
  try {
    return readXml(bytes);
  } catch (error) {
    if (!(error instanceof XmlUnreadable)) throw error;
    findings.add(refusal, `${name}: ${error.code}`);
    return undefined;
  }
}
