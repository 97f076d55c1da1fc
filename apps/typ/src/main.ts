import { runAdapter } from '#recording';
import { typFactory } from './typ.factory.js';

runAdapter('typ', typFactory);
