import { runAdapter } from '#recording';
import { pegasosFactory } from './pegasos.factory.js';

runAdapter('pegasos', pegasosFactory);
