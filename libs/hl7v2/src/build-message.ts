import { USUAL_DELIMITERS } from './message.js';
import type { Component, Field, Message, Repetition, Segment } from './message.js';

type Part = string | undefined;
/** A component: its text, or its subcomponents. */
export type ComponentValue = Part | readonly Part[];
/** A field: its text, or its components. */
export type FieldValue = Part | readonly ComponentValue[];

/** A segment by the numbers of its fields; those not named are empty. */
export function segment(name: string, values: Readonly<Record<number, FieldValue>>): Segment {
  const last = Math.max(0, ...Object.keys(values).map(Number));
  const fields = Array.from({ length: last }, (_, index) => fieldFrom(values[index + 1]));
  return { name, fields };
}

/** @param header all of the MSH but its first two fields, which follow from the delimiters */
export function message(
  header: Readonly<Record<number, FieldValue>>,
  ...segments: readonly Segment[]
): Message {
  const { field, component, repetition, escape, subcomponent } = USUAL_DELIMITERS;
  const delimiters = { 1: field, 2: component + repetition + escape + subcomponent };
  return {
    delimiters: USUAL_DELIMITERS,
    segments: [segment('MSH', { ...header, ...delimiters }), ...segments],
  };
}

function fieldFrom(value: FieldValue): Field {
  if (value === undefined || value === '') return [];
  const repetition: Repetition = typeof value === 'string' ? [[value]] : value.map(componentFrom);
  return [repetition];
}

const componentFrom = (value: ComponentValue): Component =>
  value === undefined || typeof value === 'string' ? [value ?? ''] : value.map((part) => part ?? '');
