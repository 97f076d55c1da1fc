import type { Decision } from '#domain';
import type { House } from './house.js';
import type { TaskView, TaskWithAttempts } from './house/views.js';

/** What a person reads of a task, as the contract has it. */
export interface ContentView {
  readonly text: string;
  readonly record: string;
  readonly operation: string;
  readonly client: {
    readonly personalIdentityCode?: string;
    readonly temporaryId?: string;
  };
}

interface PersonAnswer<Body> {
  readonly body: Body;
  readonly entityTag: string;
}

/** Whoever has to record a task by hand: the recorder by their address, or a deputy of the organisation of one without. */
export class Person {
  private constructor(
    private readonly house: House,
    private readonly token: string,
  ) {}

  static async of({ recorder }: TaskView, { participants }: Decision, house: House): Promise<Person> {
    const named = participants.find(({ id }) => id === recorder);
    if (named === undefined) throw new Error(`${recorder} takes no part in the decision`);
    const { email, organisation } = named;
    const token =
      email === undefined
        ? house.gateway.token('deputy', {
            participant: 'sijainen@tiimi.example',
            organisation: organisation.businessId ?? organisation.name,
          })
        : house.gateway.token('participant', { participant: email });
    return new Person(house, await token);
  }

  async read({ id }: TaskView): Promise<ContentView> {
    return (await this.call<ContentView>(`${id}/content`)).body;
  }

  /** Says that it is recorded, of the task as the person sees it now. */
  async acknowledge({ id }: TaskView, reference: string): Promise<TaskView> {
    const { entityTag } = await this.call<TaskWithAttempts>(id);
    const request = { method: 'POST', body: JSON.stringify({ outcome: 'recorded', reference }) };
    return (await this.call<TaskView>(`${id}/acknowledgement`, request, { 'if-match': entityTag })).body;
  }

  private async call<Body>(
    path: string,
    request: RequestInit = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<PersonAnswer<Body>> {
    const url = `${this.house.addresses.gateway}/v1/recording-tasks/${path}`;
    const authorization = `Bearer ${this.token}`;
    const response = await fetch(url, {
      ...request,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}: ${text}`);
    return { body: JSON.parse(text) as Body, entityTag: response.headers.get('etag') ?? '' };
  }
}
