import type { HttpExchangeResult } from '#http';
import { readEnvelope, writeEnvelope, writeFault } from './envelope.js';
import { readXmlText } from './read-xml.js';
import { readSoapReply } from './soap-reply.js';

const MESSAGE = 'urn:uuid:00000000-0000-4000-8000-000000000001';
const now = new Date('2026-03-02T08:15:00Z');
const answering = { messageId: 'urn:uuid:2', action: 'urn:a', relatesTo: MESSAGE };

function answered(
  text: string,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): HttpExchangeResult {
  const all: Readonly<Record<string, string>> = { 'content-type': 'text/xml; charset=utf-8', ...headers };
  return { kind: 'answered', status, header: (name) => all[name], bytes: Buffer.from(text) };
}

const read = (result: HttpExchangeResult) => readSoapReply(result, MESSAGE, now);

describe('an envelope', () => {
  it('carries addressing and body to the other side', () => {
    const request = { messageId: MESSAGE, action: 'urn:a', to: 'https://a.example/?b&c' };
    const envelope = readEnvelope(readXmlText(writeEnvelope(request, '<x xmlns="urn:x">1</x>')));
    expect(envelope).toMatchObject({
      kind: 'message',
      addressing: request,
      body: { name: 'x', namespace: 'urn:x', children: ['1'] },
    });
  });

  it.each(['<x/>', '<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body><x/></Body></Envelope>'])(
    'is none when it is %s',
    (xml) => {
      expect(readEnvelope(readXmlText(xml))).toBeUndefined();
    },
  );
});

describe('an answer', () => {
  it('brings a message', () => {
    expect(read(answered(writeEnvelope(answering, '<x/>')))).toMatchObject({
      kind: 'answered',
      status: 200,
      content: 'message',
      body: { name: 'x' },
    });
  });

  it.each(['Client', 'Server', 'MustUnderstand', 'VersionMismatch'] as const)(
    'brings a fault: %s',
    (code) => {
      const text = writeEnvelope(answering, writeFault(code, 'teksti & <muuta>'));
      expect(read(answered(text, { 'retry-after': '7' }, 500))).toEqual({
        kind: 'answered',
        status: 500,
        content: 'fault',
        fault: code,
        retryAfterMs: 7_000,
      });
    },
  );

  it('may name a fault more closely, and one that nobody knows', () => {
    const fault = (code: string) =>
      read(
        answered(writeEnvelope(answering, writeFault('Client', '')).replace('soap:Client', code), {}, 500),
      );
    expect(fault('a:Client.Authentication')).toMatchObject({ fault: 'Client' });
    expect(fault('a:010594Y9032')).toMatchObject({ fault: 'other' });
  });

  it('to another message is foreign', () => {
    const text = writeEnvelope({ ...answering, relatesTo: 'urn:uuid:3' }, '<x/>');
    expect(read(answered(text))).toMatchObject({ content: 'foreign' });
  });

  it.each([
    ['a page', answered('<html></html>', { 'content-type': 'text/html' })],
    ['cut XML', answered(writeEnvelope(answering, '<x/>').slice(0, -9))],
    ['a document type', answered(`<!DOCTYPE a>${writeEnvelope(answering, '<x/>')}`)],
    [
      'an encoding that was not asked for',
      answered(writeEnvelope(answering, '<x/>'), { 'content-encoding': 'gzip' }),
    ],
    ['an envelope without a body', answered(writeEnvelope(answering, ''))],
  ])('is unreadable as %s', (_, result) => {
    expect(read(result)).toMatchObject({ content: 'unreadable' });
  });

  it('may be empty, or none', () => {
    expect(read(answered('', {}, 202))).toEqual({ kind: 'answered', status: 202, content: 'empty' });
    expect(read({ kind: 'not-sent', code: 'refused' })).toEqual({ kind: 'not-sent', code: 'refused' });
  });
});
