import type { JournalRow } from './views.js';

export interface Fault {
  readonly mode: string;
  readonly value?: number;
  readonly count?: number;
}

/** The own side of a record system's stand-in: what it stored, and the faults that it is told to have. */
export class StandIn {
  constructor(readonly address: string) {}

  async journal(): Promise<readonly JournalRow[]> {
    return (await this.ask('/_journal')) as JournalRow[];
  }

  async fault(fault: Fault): Promise<void> {
    await this.ask('/_faults', { method: 'POST', body: JSON.stringify(fault) });
  }

  async clearFaults(): Promise<void> {
    await this.ask('/_faults', { method: 'DELETE' });
  }

  private async ask(path: string, request: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${this.address}${path}`, {
      ...request,
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
    return response.json();
  }
}
