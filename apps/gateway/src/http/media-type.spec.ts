import { isPlainJson } from './media-type.js';

test.each([
  'application/json',
  'application/cloudevents+json',
  'APPLICATION/JSON',
  'application/json;charset=utf-8',
  'application/json; charset=UTF-8',
  'application/cloudevents+json ; charset="utf-8"',
])('%s is JSON in UTF-8', (type) => {
  expect(isPlainJson({ 'content-type': type })).toBe(true);
  expect(isPlainJson({ 'content-type': type, 'content-encoding': 'gzip' })).toBe(false);
  expect(isPlainJson({ 'content-type': type, 'content-encoding': '' })).toBe(false);
});

test.each([
  undefined,
  '',
  'text/json',
  'application/jsonp',
  'application/json-seq',
  'application/json; charset=utf-16',
  'application/json; charset=utf-8; charset=latin1',
  'application/json; version=1',
  'application/json, application/json',
  'application/cloudevents-batch+json',
])('%s is not', (type) => {
  expect(isPlainJson({ 'content-type': type })).toBe(false);
});
