import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { ContractFault } from './contract-fault.js';
import { below, type JsonObject, type Place } from './json-tree.js';
import { MessageContent, type ReadContent } from './message-content.js';

export interface SeenRequest {
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** By its name in small letters. */
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

export interface SeenAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

interface Parameter {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly check: ValidateFunction;
}

interface Answer {
  readonly headers: readonly Parameter[];
  readonly content: MessageContent;
}

/** One operation of a document: what it takes, and what it may answer. */
export class Operation {
  readonly id: string;
  private readonly parameters: readonly Parameter[];
  private readonly content: MessageContent;
  private readonly answers: ReadonlyMap<string, Answer>;

  /** @param compiled makes the check of the schema at a place */
  constructor(
    root: JsonObject,
    place: Place,
    path: Place,
    private readonly compiled: (schema: Place) => ValidateFunction,
  ) {
    this.id = String(place.value['operationId']);
    this.parameters = [path, place].flatMap((owner) => this.readParameters(root, owner));
    this.content = new MessageContent(root, below(root, place, 'requestBody'), compiled);
    const answers = below(root, place, 'responses');
    this.answers = new Map(
      Object.keys(answers?.value ?? {}).map((status) => [status, this.readAnswer(root, answers, status)]),
    );
  }

  /** What the document says against the request; the body, where nothing is said against it. */
  readRequest(request: SeenRequest): ReadContent {
    const { header, body, query } = request;
    const known = this.parameters.filter(({ place }) => place === 'query').map(({ name }) => name);
    const content = this.content.read(header('content-type'), body);
    const faults = [
      ...this.parameters.flatMap((parameter) => parameterFaults(parameter, valueOf(parameter, request))),
      ...[...query.keys()].filter((name) => !known.includes(name)).map((at) => fault('query', at, 'unknown')),
      ...known.filter((name) => query.getAll(name).length > 1).map((at) => fault('query', at, 'repeated')),
      ...content.faults,
    ];
    return { faults, body: faults.length === 0 ? content.body : undefined };
  }

  /** What the document says against the answer. */
  answerFaults({ status, header, body }: SeenAnswer): readonly ContractFault[] {
    const answer = this.answers.get(String(status)) ?? this.answers.get('default');
    if (answer === undefined) return [fault('status', String(status), 'unknown')];
    return [
      ...answer.headers.flatMap((parameter) => parameterFaults(parameter, header(parameter.name))),
      ...answer.content.read(header('content-type'), body).faults,
    ];
  }

  private readParameters(root: JsonObject, owner: Place): readonly Parameter[] {
    const listed: unknown = owner.value['parameters'];
    if (!Array.isArray(listed)) return [];
    const list = { value: Object.fromEntries(listed.entries()), pointer: `${owner.pointer}/parameters` };
    return Object.keys(list.value).flatMap((index) => {
      const place = below(root, list, index);
      return place === undefined ? [] : [this.readParameter(root, place, String(place.value['name']))];
    });
  }

  private readParameter(root: JsonObject, place: Place, name: string): Parameter {
    const schema = below(root, place, 'schema');
    const where = place.value['in'];
    return {
      name: where === 'path' || where === 'query' ? name : name.toLowerCase(),
      place: where === 'path' || where === 'query' ? where : 'header',
      required: place.value['required'] === true,
      check: this.compiled(schema ?? place),
    };
  }

  private readAnswer(root: JsonObject, answers: Place | undefined, status: string): Answer {
    const place = answers && below(root, answers, status);
    const headers = place && below(root, place, 'headers');
    return {
      headers: Object.keys(headers?.value ?? {}).flatMap((name) => {
        const header = headers && below(root, headers, name);
        return header === undefined ? [] : [this.readParameter(root, header, name)];
      }),
      content: new MessageContent(root, place, this.compiled),
    };
  }
}

function valueOf({ place, name }: Parameter, request: SeenRequest): string | undefined {
  switch (place) {
    case 'path':
      return request.pathParameters[name];
    case 'query':
      return request.query.get(name) ?? undefined;
    case 'header':
      return request.header(name);
  }
}

function parameterFaults(
  { name, place, required, check }: Parameter,
  value: string | undefined,
): readonly ContractFault[] {
  if (value === undefined) return required ? [fault(place, name, 'missing')] : [];
  check(value);
  return (check.errors ?? []).map(({ keyword }) => fault(place, name, keyword));
}

const fault = (place: ContractFault['place'], at: string, rule: string): ContractFault => ({
  place,
  at,
  rule,
});
