import { runAdapter } from '#recording';
import { lifecareFactory } from './lifecare.factory.js';

runAdapter('lifecare', lifecareFactory);
