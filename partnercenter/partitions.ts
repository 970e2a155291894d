/**
 * Where a person's refresh token lives, sealed: one partition per (tenant, person), never a bigger one, so that nobody's rotation can be
 * overwritten by somebody else's. Implemented outside this folder.
 */
export type TokenPartitions = {
  load(tenantId: string, personId: string): Promise<{ blob: string; version: number } | undefined>;
  /** `version` is the one that was loaded, 0 when there was none; rejects when another writer was there first. */
  save(tenantId: string, personId: string, blob: string, version: number): Promise<void>;
  remove(tenantId: string, personId: string): Promise<void>;
};
