import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { UnusableOpenApiDocument } from './contract-fault.js';
import { below, isObject, type JsonObject, type Place } from './json-tree.js';
import { Operation } from './operation.js';

const KEY = 'contract';
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** An operation and the values of its path's parameters. */
export interface FoundOperation {
  readonly operation: Operation;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly steps: readonly string[];
  readonly operation: Operation;
}

/**
 * An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12, as something that requests and answers are
 * checked by. Parameters are checked as the strings they are.
 */
export class OpenApiDocument {
  private readonly ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  private readonly routes: readonly Route[];

  /** @throws UnusableOpenApiDocument for a reference that leads nowhere, and for schemas that are none */
  constructor(private readonly root: JsonObject) {
    if (!/^3\.1\./.test(String(root['openapi']))) throw new UnusableOpenApiDocument('it is not OpenAPI 3.1');
    this.ajv.addSchema(root, KEY);
    this.routes = this.readRoutes();
  }

  /** @param file a YAML file */
  static read(file: string): OpenApiDocument {
    const root: unknown = parse(readFileSync(file, 'utf8'));
    if (!isObject(root)) throw new UnusableOpenApiDocument('it is not an object');
    return new OpenApiDocument(root);
  }

  get operations(): readonly Operation[] {
    return this.routes.map(({ operation }) => operation);
  }

  /** @param path below the server's address, without a query */
  find(method: string, path: string): FoundOperation | undefined {
    const steps = path.split('/');
    for (const route of this.routes) {
      if (route.method !== method.toLowerCase()) continue;
      const pathParameters = parametersOf(route.steps, steps);
      if (pathParameters !== undefined) return { operation: route.operation, pathParameters };
    }
    return undefined;
  }

  private readRoutes(): readonly Route[] {
    const paths = below(this.root, { value: this.root, pointer: '' }, 'paths');
    return Object.keys(paths?.value ?? {}).flatMap((template) => {
      const path = paths && below(this.root, paths, template);
      if (path === undefined) return [];
      return METHODS.flatMap((method) => {
        const place = below(this.root, path, method);
        if (place === undefined) return [];
        const operation = new Operation(this.root, place, path, (schema) => this.compiled(schema));
        return [{ method, steps: template.split('/'), operation }];
      });
    });
  }

  private compiled({ pointer }: Place): ValidateFunction {
    const fragment = pointer.split('/').map(encodeURIComponent).join('/');
    return this.ajv.compile({ $ref: `${KEY}#${fragment}` });
  }
}

function parametersOf(template: readonly string[], steps: readonly string[]) {
  if (template.length !== steps.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const step = steps[index] ?? '';
    const [, name] = /^\{(.+)\}$/.exec(expected) ?? [];
    if (name === undefined && expected !== step) return undefined;
    if (name !== undefined) found[name] = step;
  }
  return found;
}
