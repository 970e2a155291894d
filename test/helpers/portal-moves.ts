import { FJORDLINE } from '../../simulator/people.ts';
import { personId } from './room.ts';
import type { World } from './world.ts';

export type PortalCustomer = {
  readonly id: string;
  readonly name: string;
  readonly directSigned: boolean;
};

type State = { readonly customers: readonly PortalCustomer[]; readonly programs: readonly { readonly partnerId: string; readonly reseller: string }[] };

/** What only people can do, in the portals of the companies; each by whoever may. */
export type PortalMoves = {
  /** Karin Berg presses "Enroll now"; Microsoft approves after so many business days. */
  enrol(businessDays: number): Promise<void>;
  /** Karin Berg accepts the indirect reseller agreement. */
  acceptAgreement(): Promise<void>;
  /** Where the enrolment stands, as Account settings shows it. */
  enrolment(): Promise<string>;
  /** The provider invites, and Karin Berg follows the link. */
  partnerWith(providerId: string): Promise<void>;
  /** Astrid Lind extends the relationship with the customer to the provider. */
  extend(customerId: string, providerId: string): Promise<void>;
  /** Microsoft restricts the direct-bill role: the ladder begins. */
  restrict(): Promise<void>;
  /** A company that nobody knew follows the link of its invitation. */
  acceptAsNewcomer(newcomer: { readonly name: string; readonly slug: string; readonly url: string }): Promise<string>;
  /** The customer follows the link of the joint invitation and says yes. */
  acceptInvitation(customerId: string, url: string): Promise<void>;
  /** The customer accepts the Microsoft Customer Agreement itself, or the providers vouch for it. */
  agreement(customerId: string, channel: 'direct' | 'provider'): Promise<void>;
  /** All customers of the story. */
  customers(): Promise<readonly PortalCustomer[]>;
};

export const portalOf = (world: World): PortalMoves => {
  const by = (name: string) => ({ partnerId: FJORDLINE, personId: personId(name) });
  const state = (): Promise<State> => world.portal<State>('/state');
  return {
    enrol: async (businessDays) => void (await world.portal('/portal/enrol', { ...by('Karin'), businessDays })),
    acceptAgreement: async () => void (await world.portal('/portal/sign', by('Karin'))),
    enrolment: async () => (await state()).programs.find(({ partnerId }) => partnerId === FJORDLINE)?.reseller ?? '',
    partnerWith: async (providerId) => {
      const { id } = await world.portal<{ id: string }>('/portal/partnerships', { providerId, partnerId: FJORDLINE });
      await world.portal(`/portal/partnerships/${id}`, { verb: 'accept', personId: personId('Karin') });
    },
    extend: async (customerId, providerId) => void (await world.portal('/portal/extend', { ...by('Astrid'), customerId, providerId })),
    restrict: async () => void (await world.portal('/portal/program', { partnerId: FJORDLINE, directBill: 'restricted' })),
    acceptAsNewcomer: async (newcomer) => (await world.portal<{ id: string }>('/portal/invitations/accept', newcomer)).id,
    acceptInvitation: async (customerId, url) => void (await world.portal('/portal/invitations/accept', { customerId, url })),
    agreement: async (customerId, channel) => void (await world.portal('/portal/agreement', { customerId, channel })),
    customers: async () => (await state()).customers,
  };
};
