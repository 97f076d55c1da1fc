import type { Variables } from './environment.js';

const VARIABLE = /\$\{([A-Z][A-Z0-9_]*)\}/gu;

/** @returns undefined for an address that is empty or names a variable that is not set */
export function filledAddress(address: string, variables: Variables): string | undefined {
  const names = [...address.matchAll(VARIABLE)].map(([, name = '']) => name);
  if (address === '' || names.some((name) => (variables[name] ?? '') === '')) return undefined;
  return address.replace(VARIABLE, (_, name: string) => variables[name] ?? '');
}
