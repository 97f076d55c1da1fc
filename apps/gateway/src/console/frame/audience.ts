import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../access/language.js';
import type { Audience } from './page-renderer.js';
import { viewerIfAny } from './viewer.js';

/** Of a page that is open: whoever is signed in, else anybody in a language. */
export const audienceOf = (request: FastifyRequest): Audience =>
  viewerIfAny(request) ?? { language: languageOf(request.headers) };
