import { runAdapter } from '#recording';
import { proconsonaFactory } from './proconsona.factory.js';

runAdapter('proconsona', proconsonaFactory);
