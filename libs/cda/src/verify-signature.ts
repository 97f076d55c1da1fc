import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { EXCLUSIVE_C14N, RSA_SHA256, SHA256 } from './document-signer.js';
import { bodyXmlId, timestampXmlId } from './xml-ids.js';

export type SignatureFinding =
  | { readonly kind: 'valid'; readonly certificate: X509Certificate; readonly bodyDigest: string }
  | {
      readonly kind: 'invalid';
      readonly code: 'missing' | 'several' | 'algorithm' | 'references' | 'certificate' | 'not-authentic';
    };

const SIGNATURE = /<Signature [^>]*>.*?<\/Signature>/gs;
const CERTIFICATE = /<X509Certificate>([^<]+)<\/X509Certificate>/;
const SIGNATURE_METHOD = /<SignatureMethod Algorithm="([^"]*)"/;
const DIGEST_METHODS = /<DigestMethod Algorithm="([^"]*)"/g;
const REFERENCES = /<Reference URI="([^"]*)"/g;
const DIGESTS = /<DigestValue>([^<]*)<\/DigestValue>/g;

/**
 * Checks a document's system signature: that it covers its timestamp and its body and nothing else, with the
 * algorithms of interfaces.md 1.7. Whether the certificate is to be trusted is the caller's to say.
 */
export function verifySignature(xml: string, documentId: string): SignatureFinding {
  const [signature, ...others] = xml.match(SIGNATURE) ?? [];
  if (signature === undefined) return { kind: 'invalid', code: 'missing' };
  if (others.length > 0) return { kind: 'invalid', code: 'several' };
  if (!usesOurAlgorithms(signature)) return { kind: 'invalid', code: 'algorithm' };
  const covered = [...signature.matchAll(REFERENCES)].map(([, uri = '']) => uri);
  const expected = [`#${timestampXmlId(documentId)}`, `#${bodyXmlId(documentId)}`];
  if (covered.join(' ') !== expected.join(' ')) return { kind: 'invalid', code: 'references' };
  const certificate = certificateIn(signature);
  if (certificate === undefined) return { kind: 'invalid', code: 'certificate' };
  if (!isAuthentic(xml, signature, certificate)) return { kind: 'invalid', code: 'not-authentic' };
  return { kind: 'valid', certificate, bodyDigest: [...signature.matchAll(DIGESTS)].at(-1)?.[1] ?? '' };
}

function usesOurAlgorithms(signature: string): boolean {
  const digests = [...signature.matchAll(DIGEST_METHODS)].map(([, algorithm]) => algorithm);
  return (
    SIGNATURE_METHOD.exec(signature)?.[1] === RSA_SHA256 &&
    signature.includes(`<CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"`) &&
    digests.length === 2 &&
    digests.every((algorithm) => algorithm === SHA256)
  );
}

function certificateIn(signature: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(CERTIFICATE.exec(signature)?.[1] ?? '', 'base64'));
  } catch {
    // No certificate is in it: the finding is told by the caller.
    return undefined;
  }
}

function isAuthentic(xml: string, signature: string, certificate: X509Certificate): boolean {
  const verifying = new SignedXml({ publicCert: certificate.toString() });
  try {
    verifying.loadSignature(signature);
    return verifying.checkSignature(xml);
  } catch {
    // It throws for a wrong signature value as well as for one that it cannot read.
    return false;
  }
}
