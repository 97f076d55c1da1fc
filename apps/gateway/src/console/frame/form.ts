import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../http/problem.js';

/** What somebody filled in. Line ends are `\n`; white space at either end is theirs. */
export interface FormFields {
  /**
   * @returns undefined when the form had no such field; '' when it was left empty
   * @throws Problem `bad-request` when the form had it more than once
   */
  text(name: string): string | undefined;
  /** All values of a field that may be there many times, in the form's order. */
  texts(name: string): readonly string[];
}

const MOST_FIELDS = 300;
const LONGEST_NAME = 100;
const LONGEST_TEXT = 20_000;

const forms = new WeakMap<object, FormFields>();

/**
 * The fields of a form that was sent (`application/x-www-form-urlencoded`); none where nothing was sent.
 * @throws Problem `bad-request` for what no form of ours sends: too many or too long fields, bytes that are no UTF-8,
 *   NUL
 */
export function formOf(request: Pick<FastifyRequest, 'body'>): FormFields {
  const known = forms.get(request);
  if (known !== undefined) return known;
  const form = fieldsOf(Buffer.isBuffer(request.body) ? request.body.toString('latin1') : '');
  forms.set(request, form);
  return form;
}

/** {@link formOf}, in a handler's parameters. */
export const Form = createParamDecorator((_: unknown, context: ExecutionContext): FormFields =>
  formOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

function fieldsOf(body: string): FormFields {
  const values = new Map<string, string[]>();
  const pairs = body === '' ? [] : body.split('&', MOST_FIELDS + 1);
  if (pairs.length > MOST_FIELDS) throw new Problem('bad-request');
  for (const pair of pairs) {
    const separator = pair.indexOf('=');
    const name = decoded(separator < 0 ? pair : pair.slice(0, separator), LONGEST_NAME);
    const value = separator < 0 ? '' : decoded(pair.slice(separator + 1), LONGEST_TEXT);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return {
    text: (name) => {
      const [value, ...others] = values.get(name) ?? [];
      if (others.length > 0) throw new Problem('bad-request');
      return value;
    },
    texts: (name) => values.get(name) ?? [],
  };
}

/** By the URL Standard's form encoding, but for faults, which are refused. */
function decoded(part: string, longest: number): string {
  const text = percentDecoded(part).replace(/\r\n?/gu, '\n');
  if (text.length > longest || text.includes('\u0000')) throw new Problem('bad-request');
  return text;
}

function percentDecoded(part: string): string {
  // Bytes beyond ASCII come percent-encoded; bare ones are no form of a browser's.
  if (/[^\x20-\x7e]/u.test(part)) throw new Problem('bad-request');
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    throw new Problem('bad-request');
  }
}
