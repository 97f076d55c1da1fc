/** A path of the console, and nothing that a browser could read as another host. */
const CONSOLE_PATH = /^\/console(?:[/?][\w\-./~%?&=:+,]*)?$/;

/** @returns the path when it is one of the console's own, else the console's start */
export function localPath(asked: unknown): string {
  const isOwn = typeof asked === 'string' && CONSOLE_PATH.test(asked) && !asked.includes('//');
  return isOwn ? asked : '/console';
}
