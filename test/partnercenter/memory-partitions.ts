import type { TokenPartitions } from '../../partnercenter/partitions.ts';

export type MemoryPartitions = TokenPartitions & { rows: Map<string, { blob: string; version: number }>; saves: number };

/** Partitions in a map, with the version check of the real ones. */
export const memoryPartitions = (): MemoryPartitions => {
  const rows = new Map<string, { blob: string; version: number }>();
  const key = (tenantId: string, personId: string): string => `${tenantId}|${personId}`;
  const partitions: MemoryPartitions = {
    rows,
    saves: 0,
    load: (tenantId, personId) => Promise.resolve(rows.get(key(tenantId, personId))),
    save: (tenantId, personId, blob, version) => {
      if ((rows.get(key(tenantId, personId))?.version ?? 0) !== version) return Promise.reject(new Error('Somebody else was first.'));
      partitions.saves += 1;
      rows.set(key(tenantId, personId), { blob, version: version + 1 });
      return Promise.resolve();
    },
    remove: (tenantId, personId) => {
      rows.delete(key(tenantId, personId));
      return Promise.resolve();
    },
  };
  return partitions;
};
