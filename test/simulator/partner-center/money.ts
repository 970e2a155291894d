import { at, list, LONN, NCE, FJORDLINE, type Answer, type World } from './world.ts';
import { CATALOGUE, type ProductName } from '../../../simulator/stories/catalogue.ts';
import { putSubscription, subscriptionKey, type PartnerRecord, type SubscriptionRecord } from '../../../simulator/partner-center/state.ts';
import type { SwitchName } from '../../../simulator/partner-center/switches.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const SUBSCRIPTIONS = `/v1/customers/${LONN}/subscriptions`;

/** Status and code of an answer in one word, whether the code travelled as number or as text. */
export const code = ({ status, body }: Answer): string => `${status} ${String(at(body, 'code') ?? '')}`.trim();
export const items = ({ body }: Answer): unknown[] => list(at(body, 'items'));
export const named = (answer: Answer, name: string): unknown => items(answer).find((s) => at(s, 'friendlyName') === name);

export const flip = (world: World, name: SwitchName, value: string): void => void world.state.switches.set(name, { name, value });

/** Changes what the twin remembers of a partner. */
export const setPartner = (world: World, id: string, change: Partial<PartnerRecord>): void => {
  const partner = world.state.partners.get(id);
  if (partner === undefined) throw new Error(`there is no partner ${id}`);
  world.state.partners.set(id, { ...partner, ...change });
};

export type Given = { readonly owner?: string; readonly customerId?: string; readonly quantity?: number; readonly status?: string; readonly id: string; readonly more?: object };

/** Gives a partner a subscription that was bought long ago. */
export const give = (world: World, product: ProductName, { owner = FJORDLINE, customerId = LONN, quantity = 1, status = 'active', id, more = {} }: Given): SubscriptionRecord => {
  const offer = CATALOGUE[product];
  const at = '2025-03-01T00:00:00.000Z';
  return putSubscription(world.state, {
    owner, customerId, version: 1,
    wire: {
      isMicrosoftProduct: true, ...offer, id, entitlementId: `e${id.slice(1)}`, friendlyName: offer.offerName, quantity, creationDate: at, effectiveStartDate: at,
      commitmentEndDate: '2099-01-01T00:00:00.000Z', status, autoRenewEnabled: true, isTrial: false, partnerId: '', orderId: `${id.slice(0, 8)}-order`, ...more,
    },
  });
};

export const take = (world: World, id: string, owner = FJORDLINE): void => world.state.subscriptions.delete(subscriptionKey(owner, id));

/** What Nordvind sends to ask Fjordline for the licences of new commerce. */
export const wish = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  sourcePartnerTenantId: FJORDLINE, sourcePartnerName: 'Fjordline IT AB', customerEmailId: 'it@lonnbjork.example', transferType: 5,
  targetProductTypes: ['OnlineServicesNCE'], partnerOnRecord: '7000123', ...more,
});

export const ask = (world: World, body: unknown = wish(), who = 'Sofia', customer = LONN): Promise<Answer> =>
  world.call(who, `/v1/customers/${customer}/transfers`, { method: 'POST', body });

export const change = (world: World, id: string, { who = 'Astrid', customer = LONN, ...body }: { who?: string; customer?: string } & Record<string, unknown>): Promise<Answer> =>
  world.call(who, `/v1/customers/${customer}/transfers/${id}`, { method: 'PATCH', body: { id, ...body } });

export const line = (subscriptionId = NCE, productType = 'OnlineServicesNCE'): Record<string, string> => ({ subscriptionId, productType });

/** Nordvind asks, and the id of what it asked for comes back. */
export const asked = async (world: World, body: unknown = wish()): Promise<string> => {
  const answer = await ask(world, body);
  if (answer.status !== 201) throw new Error(`create answered ${code(answer)}`);
  return String(at(answer.body, 'id'));
};

export const read = (world: World, id: string, who = 'Astrid'): Promise<Answer> => world.call(who, `/v1/customers/${LONN}/transfers/${id}`);
