import type { AdapterFactory } from '#recording';
import { createTypAdapter } from './typ.adapter.js';
import { typOptionsSchema } from './typ.config.js';

/** An endpoint's adapter, from its configuration file. */
export const typFactory: AdapterFactory = ({ address, concurrency, options }) =>
  createTypAdapter({ address, maxSockets: concurrency, ...typOptionsSchema.parse({ xRoad: options.xRoad }) });
