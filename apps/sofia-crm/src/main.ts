import { runAdapter } from '#recording';
import { sofiaCrmFactory } from './sofia-crm.factory.js';

runAdapter('sofia-crm', sofiaCrmFactory);
