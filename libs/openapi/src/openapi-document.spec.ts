import { UnusableOpenApiDocument } from './contract-fault.js';
import { OpenApiDocument } from './openapi-document.js';
import type { SeenRequest } from './operation.js';

const ROOT = {
  openapi: '3.1.0',
  info: { title: 'Muistiot', version: '1' },
  paths: {
    '/notes/{id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      put: {
        operationId: 'writeNote',
        parameters: [
          { name: 'X-Request-Id', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } },
          { name: 'dry', in: 'query', schema: { enum: ['yes'] } },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
        },
        responses: {
          '200': { $ref: '#/components/responses/Written' },
          '204': { description: 'nothing' },
          default: {
            description: 'refused',
            content: { 'application/problem+json': { schema: { type: 'object', required: ['code'] } } },
          },
        },
      },
    },
    '/token': {
      post: {
        operationId: 'token',
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: { properties: { grant: { type: 'string' } }, required: ['grant'] },
            },
          },
        },
        responses: {},
      },
    },
  },
  components: {
    parameters: {
      Id: { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } },
    },
    responses: {
      Written: {
        description: 'written',
        headers: { ETag: { required: true, schema: { type: 'string', pattern: '^"[0-9]+"$' } } },
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
      },
    },
    schemas: {
      Id: { type: 'string', pattern: '^[a-z]+$' },
      Note: {
        type: 'object',
        additionalProperties: false,
        required: ['text'],
        properties: { text: { type: 'string', minLength: 1 }, on: { type: 'string', format: 'date' } },
      },
    },
  },
};

const document = new OpenApiDocument(ROOT);

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

function read({ method = 'PUT', path = '/notes/abc', headers = {}, body = '{"text":"Åse"}' }: Call) {
  const [bare = '', query] = path.split('?');
  const found = document.find(method, bare);
  if (found === undefined) return undefined;
  const all: Readonly<Record<string, string>> = {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': '018f4a6e-0000-7000-8000-000000000000',
    ...headers,
  };
  const request: SeenRequest = {
    pathParameters: found.pathParameters,
    query: new URLSearchParams(query),
    header: (name) => (all[name] === '' ? undefined : all[name]),
    body: Buffer.from(body),
  };
  return found.operation.readRequest(request);
}

describe('a request against an OpenAPI document', () => {
  it('that is as the document says has no fault, and its body is read', () => {
    expect(read({ path: '/notes/abc?dry=yes' })).toEqual({ faults: [], body: { text: 'Åse' } });
  });

  it.each<[string, Call]>([
    ['another method', { method: 'POST' }],
    ['a shorter path', { path: '/notes' }],
    ['a longer path', { path: '/notes/abc/x' }],
    ['another path', { path: '/motes/abc' }],
  ])('of %s is no operation of it', (_, call) => {
    expect(read(call)).toBeUndefined();
  });

  it.each<[string, Call, object]>([
    ['a wrong path parameter', { path: '/notes/A1' }, { place: 'path', at: 'id', rule: 'pattern' }],
    [
      'a missing header',
      { headers: { 'x-request-id': '' } },
      { place: 'header', at: 'x-request-id', rule: 'missing' },
    ],
    [
      'a wrong header',
      { headers: { 'x-request-id': '1' } },
      { place: 'header', at: 'x-request-id', rule: 'format' },
    ],
    ['a wrong query', { path: '/notes/abc?dry=no' }, { place: 'query', at: 'dry', rule: 'enum' }],
    ['an unknown query', { path: '/notes/abc?wet=yes' }, { place: 'query', at: 'wet', rule: 'unknown' }],
    [
      'a query twice',
      { path: '/notes/abc?dry=yes&dry=yes' },
      { place: 'query', at: 'dry', rule: 'repeated' },
    ],
    ['no body', { body: '' }, { place: 'body', at: '', rule: 'missing' }],
    [
      'another media type',
      { headers: { 'content-type': 'text/plain' } },
      { place: 'media-type', at: '', rule: 'unknown' },
    ],
    [
      'another charset',
      { headers: { 'content-type': 'application/json; charset=latin1' } },
      { place: 'media-type', at: '', rule: 'unknown' },
    ],
    ['broken JSON', { body: '{"text":' }, { place: 'body', at: '', rule: 'not-json' }],
    ['broken UTF-8', { body: Buffer.from([0x22, 0xe4, 0x22]) }, { place: 'body', at: '', rule: 'not-json' }],
    ['a missing member', { body: '{}' }, { place: 'body', at: '', rule: 'required' }],
    [
      'an unknown member',
      { body: '{"text":"a","x":1}' },
      { place: 'body', at: '', rule: 'additionalProperties' },
    ],
    [
      'a day that is none',
      { body: '{"text":"a","on":"2026-02-30"}' },
      { place: 'body', at: '/on', rule: 'format' },
    ],
  ])('with %s has that fault, and no value in it', (_, call, fault) => {
    expect(read(call)).toEqual({ faults: [fault], body: undefined });
  });

  it('names every fault at once', () => {
    expect(read({ path: '/notes/1', body: '{"text":""}' })?.faults).toHaveLength(2);
  });

  it.each([
    ['grant=a', []],
    ['grant=a&grant=b', [{ place: 'body', at: '/grant', rule: 'type' }]],
    ['x=a', [{ place: 'body', at: '', rule: 'required' }]],
  ])('with the form %s', (body, faults) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(read({ method: 'POST', path: '/token', headers, body })?.faults).toEqual(faults);
  });
});

describe('an answer against an OpenAPI document', () => {
  const faultsOf = (status: number, body: string, headers: Readonly<Record<string, string>>) =>
    document
      .find('PUT', '/notes/abc')
      ?.operation.answerFaults({ status, header: (name) => headers[name], body: Buffer.from(body) });
  const json = { 'content-type': 'application/json', etag: '"1"' };
  const problem = { 'content-type': 'application/problem+json' };

  it.each([
    ['its own status', 200, '{"text":"a"}', json, []],
    ['no body where none is said', 204, '', {}, []],
    ['the default', 418, '{"code":"x"}', problem, []],
    ['a missing header', 200, '{"text":"a"}', { 'content-type': 'application/json' }, ['etag missing']],
    ['a wrong header', 200, '{"text":"a"}', { ...json, etag: '1' }, ['etag pattern']],
    ['a body where none is said', 204, '{}', json, [' unknown']],
    ['another body', 418, '{}', problem, [' required']],
  ])('with %s', (_, status, body, headers, faults) => {
    expect(faultsOf(status, body, headers)?.map(({ at, rule }) => `${at} ${rule}`)).toEqual(faults);
  });

  it('of a status that is not there, in an operation without a default', () => {
    const header = () => undefined;
    expect(
      document.find('POST', '/token')?.operation.answerFaults({ status: 200, header, body: Buffer.alloc(0) }),
    ).toEqual([{ place: 'status', at: '200', rule: 'unknown' }]);
  });
});

describe('an OpenAPI document', () => {
  it.each([
    ['of another version', { ...ROOT, openapi: '3.0.3' }],
    ['with a reference that leads nowhere', { ...ROOT, components: {} }],
    [
      'with a reference out of it',
      { openapi: '3.1.0', paths: { '/a': { get: { responses: { '200': { $ref: 'other.yaml#/a' } } } } } },
    ],
  ])('%s cannot be used', (_, root) => {
    expect(() => new OpenApiDocument(root)).toThrow(UnusableOpenApiDocument);
  });
});
