/** Where the log's pages are. */
export const LOG_PATH = '/console/log';
