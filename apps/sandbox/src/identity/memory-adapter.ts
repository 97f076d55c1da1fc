import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

const kept = (entries: Map<string, Kept>, key: string): AdapterPayload | undefined => {
  const found = entries.get(key);
  if (found === undefined || found.until > Date.now()) return found?.payload;
  entries.delete(key);
  return undefined;
};

/**
 * @returns where the provider keeps sessions and codes: in memory alone, so that a restart signs everybody out
 */
export function memoryAdapter(): (name: string) => Adapter {
  const entries = new Map<string, Kept>();
  return (name) => {
    const keyOf = (id: string): string => `${name}:${id}`;
    const findBy = async (field: 'uid' | 'userCode', value: string) =>
      [...entries.keys()]
        .filter((key) => key.startsWith(`${name}:`))
        .map((key) => kept(entries, key))
        .find((payload) => payload?.[field] === value);
    return {
      upsert: async (id, payload, expiresInS) => {
        const until = expiresInS === undefined ? Infinity : Date.now() + expiresInS * 1000;
        entries.set(keyOf(id), { payload, until });
      },
      find: async (id) => kept(entries, keyOf(id)),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      destroy: async (id) => {
        entries.delete(keyOf(id));
      },
      consume: async (id) => {
        const payload = kept(entries, keyOf(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
      },
    };
  };
}
