import { X509Certificate, createPrivateKey } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { UnusableSigningKey } from './cda.errors.js';
import { bodyXmlId, timestampXmlId } from './xml-ids.js';

export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

const AFTER_TIMESTAMP = '</signatureTimestamp>';
const DIGEST = /<DigestValue>([^<]*)<\/DigestValue>/g;

export interface SigningKey {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
}

/**
 * Signs documents as a system, not as a person (interfaces.md, section 1.7): XML-DSig with exclusive
 * canonicalisation and RSA-SHA256, of the timestamp and of the body.
 */
export class DocumentSigner {
  private readonly signingKey: SigningKey;

  /** @throws UnusableSigningKey */
  constructor(signingKey: SigningKey) {
    if (!isUsable(signingKey)) throw new UnusableSigningKey();
    this.signingKey = signingKey;
  }

  /** @param xml a document whose local header has a signature with nothing but its description and timestamp */
  sign(xml: string, documentId: string): { readonly xml: string; readonly bodyDigest: string } {
    const { key, certificate } = this.signingKey;
    const signing = new SignedXml({
      privateKey: key,
      publicCert: certificate,
      signatureAlgorithm: RSA_SHA256,
      canonicalizationAlgorithm: EXCLUSIVE_C14N,
      getKeyInfoContent: (args) => SignedXml.getKeyInfoContent(args ?? {}),
    });
    for (const id of [timestampXmlId(documentId), bodyXmlId(documentId)]) {
      signing.addReference({
        xpath: `//*[@ID='${id}']`,
        transforms: [EXCLUSIVE_C14N],
        digestAlgorithm: SHA256,
      });
    }
    signing.computeSignature(xml);
    const signature = signing.getSignatureXml();
    const bodyDigest = [...signature.matchAll(DIGEST)].at(-1)?.[1] ?? '';
    // Text is escaped, so that the end tag can be nowhere else.
    return { xml: xml.replace(AFTER_TIMESTAMP, () => AFTER_TIMESTAMP + signature), bodyDigest };
  }
}

function isUsable({ key, certificate }: SigningKey): boolean {
  try {
    const privateKey = createPrivateKey(key);
    const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
    return (
      privateKey.asymmetricKeyType === 'rsa' &&
      bits >= 2048 &&
      new X509Certificate(certificate).checkPrivateKey(privateKey)
    );
  } catch {
    // What it is instead does not matter.
    return false;
  }
}
