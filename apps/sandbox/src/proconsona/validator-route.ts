import type { FastifyInstance } from 'fastify';
import { all, only } from '#cda';
import { isObject, parseJson, textAt } from '../json.js';
import { Problem, bytesOf } from '../stand-in/own-side.js';
import { checkAgreement } from '../stand-in/medical-records/check-agreement.js';
import { checkDocument } from './check-document.js';
import { checkEnvelope, checkWrapper, envelopeIn } from './check-frame.js';
import { Findings } from './findings.js';
import { interactionOf, isQuery } from './interactions.js';
import { readForms } from './read-forms.js';
import { readSource } from './read-source.js';

interface ValidatorRequest {
  readonly serviceRequest: string;
  readonly frame: Buffer;
  readonly document: Buffer;
}

/**
 * `POST /validate`, as the validator of Kela's test environment (interfaces.md, section 7): takes a frame and a
 * document, stores nothing, answers 200 without a body or 400 with `{description: "1: …;2: …"}`.
 */
export function validatorRoute(app: FastifyInstance): void {
  app.post('/validate', (request, reply) => {
    const findings = validate(readRequest(bytesOf(request.body)));
    return findings.isEmpty()
      ? reply.code(200).send()
      : reply.code(400).send({ description: findings.description });
  });
}

function readRequest(bytes: Buffer): ValidatorRequest {
  const value = parseJson(bytes);
  const body = isObject(value) ? value : {};
  const [messageId, serviceRequest, frame, document] = [
    'messageId',
    'palveluPyynto',
    'siirtokehysXml',
    'asiakirjaXml',
  ].map((name) => textAt(body, name));
  const complete = messageId !== undefined && textAt(body, 'level') === '1';
  if (!complete || serviceRequest === undefined || frame === undefined || document === undefined) {
    throw new Problem(
      400,
      'bad-request',
      'Needs messageId, palveluPyynto, level, siirtokehysXml, asiakirjaXml',
    );
  }
  return { serviceRequest, frame: Buffer.from(frame), document: Buffer.from(document) };
}

function validate({ serviceRequest, frame, document }: ValidatorRequest): Findings {
  const findings = new Findings();
  const message = readSource(frame, 'frame', { findings, refusal: 'integrity' });
  const tree = readSource(document, 'document', { findings, refusal: 'document' });
  if (message === undefined || tree === undefined) return findings;
  const interaction = interactionOf(message);
  const envelope = envelopeIn(message);
  if (interaction === undefined || isQuery(interaction) || envelope === undefined) {
    findings.add('integrity', message.name);
    return findings;
  }
  checkWrapper(message, interaction, findings);
  checkEnvelope(envelope, interaction, findings);
  const reasons = all(only(message, 'controlActProcess'), 'reasonCode');
  const isNamed = reasons.some((reason) => reason.attributes.get('code') === serviceRequest);
  findings.expect(isNamed, 'integrity', 'palveluPyynto');
  checkDocument(tree, findings);
  checkAgreement(envelope, tree, findings);
  readForms(only(tree, 'component', 'nonXMLBody'), findings);
  return findings;
}
