import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import type { Fault } from '../../http/problem.js';
import { inspectValues, plainCopy, TOO_MANY_VALUES } from '../json/inspect-values.js';
import { memberPointer } from '../json/json-pointer.js';
import type { JsonObject } from '../json/json-value.js';
import { decodeFaults, FIELD } from './field.decorators.js';

/** Name that class-validator gives to a field which the class does not have. */
const UNKNOWN_FIELD = 'whitelistValidation';

/**
 * Compares a value with a class of the contract's schema: every fault at once, unknown fields refused,
 * nothing converted. The cheap look comes first: what class-validator is given is then small and plain.
 * @param at JSON Pointer of the value
 */
export function checkShape(type: new () => object, value: JsonObject, at: string): Fault[] {
  const found = inspectValues(value, at);
  if (found.some(({ code }) => code === TOO_MANY_VALUES)) return found;

  const plain = found.length === 0 ? value : plainCopy(value);
  const errors = validateSync(plainToInstance(type, plain, { enableImplicitConversion: false }), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
  });
  return distinct([...found, ...errors.flatMap((error) => faultsOf(error, at))]);
}

const distinct = (faults: readonly Fault[]): Fault[] => [
  ...new Map(faults.map((fault) => [`${fault.path} ${fault.code}`, fault])).values(),
];

function faultsOf({ property, constraints = {}, children = [] }: ValidationError, parent: string): Fault[] {
  const path = memberPointer(parent, property);
  if (constraints[UNKNOWN_FIELD] !== undefined) return [{ path, code: 'unknown-field' }];

  const found = constraints[FIELD] === undefined ? [] : decodeFaults(constraints[FIELD]);
  const own = found.map((fault) => ({ path: path + fault.path, code: fault.code }));
  // Of a value that is no object at all nothing is said about the fields it would have.
  const isObject = !found.some((fault) => fault.path === '' && fault.code === 'type');
  return isObject ? [...own, ...children.flatMap((child) => faultsOf(child, path))] : own;
}
