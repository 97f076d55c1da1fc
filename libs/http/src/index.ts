export { clientCredentials, type ClientCredentialsOptions } from './client-credentials.js';
export { HttpExchange } from './http-exchange.js';
export type {
  HttpAnswer,
  HttpExchangeOptions,
  HttpExchangeResult,
  HttpNoAnswer,
  HttpNotSent,
  HttpRequest,
  NoAnswerCode,
  NotSentCode,
  TlsOptions,
} from './http-exchange.js';
export { TokenUnavailable, UnusableAddress } from './http.errors.js';
export { at, listAt, textAt } from './json-reader.js';
export { parseJson, readJsonReply, type JsonAnswer, type JsonReply } from './json-reply.js';
export { readAddress, type EndpointAddress } from './read-address.js';
export { isRefusedCertificate } from './refused-certificate.js';
export { retryAfterMs } from './retry-after.js';
export { sendWithToken, type TokenNotThere } from './send-with-token.js';
export { TokenCache, readToken, type AccessToken, type TokenSource } from './token-cache.js';
