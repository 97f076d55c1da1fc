import { runAdapter } from '#recording';
import { kantaFactory } from './kanta.factory.js';

runAdapter('kanta', kantaFactory);
