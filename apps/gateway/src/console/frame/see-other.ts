import type { FastifyReply } from 'fastify';

/** After a form that did something: the browser asks for the page that shows it, and a reload repeats nothing. */
export function seeOther(reply: FastifyReply, path: string): void {
  void reply.status(303).header('location', path).send('');
}
