import type { Change, Wire, WireRequest } from './wire.js';

type Which = 'write' | 'read';

/** Which change is meant for which request. */
export class Changes {
  readonly requests: WireRequest[] = [];
  private readonly ordered = new Map<Which, { change: Change; left: number }>();
  private held: (() => Promise<unknown>)[] = [];

  constructor(private readonly wire: Wire) {}

  order(which: Which, change: Change, count = Number.POSITIVE_INFINITY): void {
    this.ordered.set(which, { change, left: count });
  }

  clear(): void {
    this.ordered.clear();
  }

  /** @returns what is to happen to the answer of this request */
  take(request: WireRequest): Change | undefined {
    this.requests.push(request);
    if (this.wire.isAside?.(request) ?? isAsideByPath(request)) return undefined;
    const which = (this.wire.isWrite ?? isWriteByMethod)(request) ? 'write' : 'read';
    const ordered = this.ordered.get(which);
    if (ordered === undefined) return undefined;
    ordered.left -= 1;
    if (ordered.left <= 0) this.ordered.delete(which);
    return ordered.change;
  }

  hold(forward: () => Promise<unknown>): void {
    this.held.push(forward);
  }

  async release(): Promise<void> {
    const { held } = this;
    this.held = [];
    for (const forward of held) await forward();
  }
}

const isAsideByPath = ({ path }: WireRequest): boolean => /token|\.well-known|metadata/.test(path);

const isWriteByMethod = ({ method, path }: WireRequest): boolean =>
  method !== 'GET' && !path.includes('_search');
