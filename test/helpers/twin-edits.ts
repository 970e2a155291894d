import { randomUUID } from 'node:crypto';
import type { World } from './world.ts';

type Entry = [collection: string, key: string, value: unknown];
type Saved = { format: number; savedAt: string; entries: Entry[] };
type Held = { customerId: string; wire: { id: string; entitlementId?: string } };

/** Gives a customer of the twin more subscriptions like one that it has, by way of a saved state; returns their ids, newest last. */
export const moreLicences = async (world: World, { customerId, like, count }: { customerId: string; like: string; count: number }): Promise<string[]> => {
  const saved = await world.portal<Saved>('/export');
  const found = saved.entries.find(([collection, , value]) => collection === 'subscriptions' && (value as Held).customerId === customerId && (value as Held).wire.id === like);
  if (found === undefined) throw new Error(`The twin has no subscription ${like}.`);
  const [collection, key, value] = found as [string, string, Held];
  const ids = Array.from({ length: count }, () => randomUUID());
  const entries = ids.map((id): Entry => [collection, key.replace(like, id), { ...value, wire: { ...value.wire, id, entitlementId: id } }]);
  await world.portal('/import', { ...saved, entries: [...saved.entries, ...entries] });
  return ids;
};

/** A new-commerce request that the provider makes in the portal by itself: room for every kind of product, no lines yet. Returns its id. */
export const requestFromPortal = async (world: World, { customerId, source, target }: { customerId: string; source: string; target: string }): Promise<string> => {
  const saved = await world.portal<Saved>('/export');
  const id = randomUUID();
  const at = world.clock.now();
  const newCommerce = {
    sourcePartnerName: 'Fjordline IT AB', customerEmailId: '', transferType: 5, partnerOnRecord: '7000123', expiresAt: new Date(at.getTime() + 30 * 86_400_000).toISOString(),
  };
  const transfer = {
    id, customerId, customerName: 'Lönn & Björk Trä AB', source, target, phase: 'Pending', createdAt: at.toISOString(), modifiedAt: at.toISOString(), modifiedBy: 'portal', lines: [], newCommerce,
  };
  await world.portal('/import', { ...saved, entries: [...saved.entries, ['transfers', id, transfer]] });
  return id;
};
