import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a browser does with pages, as far as signing in needs it: cookies, redirects, forms. It runs no scripts. */
export interface Shown {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Where it is. */
  readonly address: string;
  /** All that it went through to get there, oldest first. */
  readonly way: readonly string[];
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const MOST_REDIRECTS = 10;

/**
 * A client with a cookie jar of its own. Browsers hold 127.0.0.1 for trustworthy, and keep Secure cookies of it over
 * plain HTTP; so does this. Cookies are of the host, whatever the port.
 */
export class Browser {
  private readonly jar = new Map<string, Cookie>();

  /** Follows redirects, as one who clicks or sends a form. */
  async go(address: string, asked: Asked = {}): Promise<Shown> {
    let [next, how, way]: [string, Asked, readonly string[]] = [address, asked, []];
    for (let count = 0; count <= MOST_REDIRECTS; count++) {
      const answer = await this.ask(next, how);
      const to = answer.headers.location;
      way = [...way, next];
      if (to === undefined || answer.status < 300 || answer.status >= 400) return { ...answer, way };
      next = new URL(to, next).href;
      how = {};
    }
    throw new TypeError(`round in a circle: ${way.join(' ')}`);
  }

  /** One request, and no further. */
  async ask(address: string, { method = 'GET', form, headers = {} }: Asked = {}): Promise<Shown> {
    const url = new URL(address);
    const cookie = this.cookiesFor(url.pathname);
    const {
      status,
      headers: said,
      body,
    } = await send(url, {
      method,
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      body: form === undefined ? '' : new URLSearchParams(form).toString(),
    });
    (said['set-cookie'] ?? []).forEach((line) => this.keep(line));
    return { status, headers: said, text: body, address, way: [address] };
  }

  cookie(name: string): string | undefined {
    return this.jar.get(name)?.value;
  }

  /** As somebody else may have put it there. */
  put(name: string, value: string): void {
    this.jar.set(name, { value, path: '/' });
  }

  private cookiesFor(path: string): string {
    return [...this.jar]
      .filter(([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const separator = pair.indexOf('=');
    const name = pair.slice(0, separator);
    const of = (attribute: string): string | undefined =>
      attributes.find((each) => each.toLowerCase().startsWith(`${attribute}=`))?.slice(attribute.length + 1);
    const isOver = of('max-age') === '0' || Date.parse(of('expires') ?? '') < Date.now();
    if (isOver) this.jar.delete(name);
    else this.jar.set(name, { value: pair.slice(separator + 1), path: of('path') ?? '/' });
  }
}

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Not `fetch`, which says of itself that it is a script. */
async function send(
  url: URL,
  { method, headers, body }: Sent,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    request(url, { method, headers: { ...headers, ...length }, agent: false }, (answer) => {
      text(answer).then(
        (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
        reject,
      );
    })
      .on('error', reject)
      .end(body);
  });
}

/** @returns the value of a hidden field of a page */
export const hiddenField = ({ text }: Shown, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
