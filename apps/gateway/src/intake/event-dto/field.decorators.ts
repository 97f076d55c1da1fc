import 'reflect-metadata';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { Fault } from '../../http/problem.js';
import { listOf, object } from './field-checks.js';
import type { FieldCheck, ListLimits } from './field-checks.js';

/** Name of the constraint under which class-validator reports what a {@link Field} found. */
export const FIELD = 'field';

/** A required field; add {@link Optional} where the schema does not require it. */
export function Field(check: FieldCheck): PropertyDecorator {
  return ValidateBy({
    name: FIELD,
    validator: {
      validate: (value: unknown) => check(value).length === 0,
      defaultMessage: (args) => encodeFaults(check(args?.value)),
    },
  });
}

/** Absent is well; `null` is not, it is a value like any other. */
export function Optional(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** Absent is well only when what else is in the object says so. */
export function OptionalWhen(
  holds: (siblings: Readonly<Record<string, unknown>>) => boolean,
): PropertyDecorator {
  return ValidateIf(
    (siblings: Readonly<Record<string, unknown>>, value) => value !== undefined || !holds(siblings),
  );
}

/** A field that is an object of its own. */
export function Nested(type: () => new () => object): PropertyDecorator {
  return applyDecorators(Field(object), ValidateNested(), Type(type));
}

/** A field that is a list of objects. */
export function NestedList(type: () => new () => object, limits: ListLimits): PropertyDecorator {
  return applyDecorators(Field(listOf(object, limits)), ValidateNested({ each: true }), Type(type));
}

/** class-validator carries a fault as one message: a line for each path and code, no values. */
const encodeFaults = (faults: readonly Fault[]): string =>
  faults.map(({ path, code }) => `${path} ${code}`).join('\n');

/** @returns the faults that a {@link Field} found, paths relative to the field */
export function decodeFaults(message: string): Fault[] {
  return message.split('\n').map((line) => {
    const [path = '', code = ''] = line.split(' ');
    return { path, code };
  });
}
