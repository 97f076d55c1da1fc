export { SOAP_MEDIA_TYPE, readEnvelope, writeEnvelope, writeFault } from './envelope.js';
export type { Addressing, FaultCode, ReadEnvelope } from './envelope.js';
export { XML_LIMITS, readXml, readXmlText, type XmlLimits } from './read-xml.js';
export { SoapClient } from './soap-client.js';
export type { MutualTls, SoapCall, SoapClientOptions } from './soap-client.js';
export type { SoapAnswer, SoapReply } from './soap-reply.js';
export { UnusableTlsCredentials, XmlUnreadable } from './soap.errors.js';
export type { XmlUnreadableCode } from './soap.errors.js';
export { childOf, firstElementOf, textOf, type XmlElement } from './xml-element.js';
