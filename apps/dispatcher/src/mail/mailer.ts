import type { MailSettings } from '#configuration';
import { createTransport } from 'nodemailer';

/** A mail that was not sent. `isPermanent`: the server will never take it for this address. */
export class MailNotSent extends Error {
  readonly code = 'mail-not-sent';
  constructor(readonly isPermanent: boolean) {
    super('a mail was not sent');
    this.name = 'MailNotSent';
  }
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** @throws MailNotSent */
export type SendMail = (mail: Mail) => Promise<void>;

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;
const FIRST_PERMANENT_REPLY = 500;

/** Sends by SMTP. What a server says is never passed on: it may repeat the address. */
export function smtpMailer({ smtpUrl, from, isEncryptionRequired }: MailSettings): SendMail {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const transport = createTransport({
    host: hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    secure: protocol === 'smtps:',
    requireTLS: isEncryptionRequired,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text }) => {
    try {
      await transport.sendMail({
        // As an object: an address is one address, whatever it is spelled like.
        to: { name: '', address: to },
        from,
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (failure) {
      throw new MailNotSent(isPermanent(failure));
    }
  };
}

const isPermanent = (failure: unknown): boolean =>
  failure instanceof Error &&
  'responseCode' in failure &&
  typeof failure.responseCode === 'number' &&
  failure.responseCode >= FIRST_PERMANENT_REPLY;
