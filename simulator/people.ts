/** The tenants and people of the rehearsal; every address ends in .example, every id is made up. */
/** By the names of their groups in the directory; Billing admin and Global administrator have none there (§2.3). */
export type AgentRole = 'AdminAgents' | 'SalesAgents' | 'HelpdeskAgents' | 'BillingAdmin' | 'GlobalAdministrator';

export type TwinPerson = {
  /** Entra object id. */
  id: string;
  tenantId: string;
  name: string;
  upn: string;
  roles: AgentRole[];
  locale: 'en' | 'sv';
  /** What the person's token says of how they signed in; without `mfa` Partner Center refuses (401 / 900421). */
  amr: string[];
};

export type TwinTenant = { id: string; name: string; side: 'partner' | 'provider' | 'bystander'; mpnId: string; domain: string };

export const FJORDLINE = '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101';
export const NORDVIND = '2a7d90c4-5be3-4d0a-8f16-93c1d4e02202';
export const HAVSKOG = '2b8e01d5-6cf4-4e1b-9027-a4d2e5f13303';
export const BYSTANDER = '4d02f6e9-8b35-4c70-81ea-26a8b9d44404';

export const TENANTS: readonly TwinTenant[] = [
  { id: FJORDLINE, name: 'Fjordline IT AB', side: 'partner', mpnId: '7000123', domain: 'fjordline.example' },
  { id: NORDVIND, name: 'Nordvind Distribution', side: 'provider', mpnId: '7000456', domain: 'nordvind.example' },
  { id: HAVSKOG, name: 'Havskog Distribution', side: 'provider', mpnId: '7000789', domain: 'havskog.example' },
  { id: BYSTANDER, name: 'Granit Partner AB', side: 'bystander', mpnId: '7000999', domain: 'granit.example' },
];

const person = (n: number, tenantId: string, name: string, roles: AgentRole[], locale: 'en' | 'sv', amr = ['pwd', 'mfa']): TwinPerson => {
  const tenant = TENANTS.find((t) => t.id === tenantId);
  const local = name.toLowerCase().normalize('NFD').replace(/[^a-z ]/g, '').replace(' ', '.');
  return { id: `c0ffee00-0000-4000-8000-${String(n).padStart(12, '0')}`, tenantId, name, upn: `${local}@${tenant?.domain}`, roles, locale, amr };
};

export const PEOPLE: readonly TwinPerson[] = [
  person(1, FJORDLINE, 'Astrid Lind', ['AdminAgents'], 'sv'),
  person(2, FJORDLINE, 'Erik Holm', ['SalesAgents'], 'en'),
  person(3, FJORDLINE, 'Karin Berg', ['GlobalAdministrator'], 'sv'),
  person(4, FJORDLINE, 'Johan Ek', [], 'en'),
  person(9, FJORDLINE, 'Nils Ahl', ['GlobalAdministrator'], 'en'),
  person(10, FJORDLINE, 'Bodil Nord', ['BillingAdmin'], 'en'),
  person(11, NORDVIND, 'Sofia Dahl', ['AdminAgents'], 'en'),
  person(12, NORDVIND, 'Oskar Nyman', ['SalesAgents'], 'sv'),
  person(13, NORDVIND, 'Lena Fors', ['HelpdeskAgents'], 'en'),
  person(21, HAVSKOG, 'Maria Vik', ['AdminAgents'], 'sv'),
  person(31, BYSTANDER, 'Peter Gran', ['AdminAgents'], 'en'),
];
