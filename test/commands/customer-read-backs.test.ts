import { deepEqual, equal } from 'node:assert/strict';
import { readCustomers, readProviders, wantsCustomerReadBack } from '../../commands/read-backs/customers.ts';
import type { Fact } from '../../journey/facts.ts';
import { newCustomerSubject } from '../../journey/facts.ts';
import type { Customer, Provider } from '../../journey/records.ts';
import { FJORDLINE, NORDVIND, aCustomer, aProvider } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, SVEA, withProvider } from '../helpers/customer-facts.ts';
import { aFact, factsWith } from '../helpers/facts.ts';

const access = { kind: 'person', tenantId: FJORDLINE, personId: 'p' } as const;
const EK = newCustomerSubject('Ek AB');
const ekCustomer = aCustomer({ customerId: 'ek-id', name: 'EK AB' });

const deps = (linked: Record<string, Customer[]>, all: Customer[] = [], listed: Provider[] = []) => {
  const read: string[] = [];
  const customers = {
    withProvider: async (_access: unknown, providerId: string) => (read.push(providerId), linked[providerId] ?? []),
    list: async () => (read.push('list'), all),
  };
  return { read, deps: { partnerCenter: { customers, relationships: { providers: async () => listed } } as never } };
};
const sent = (subject = LONN): Fact => aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject });
const saved = (): Fact => aFact('extension-saved', { providerId: NORDVIND }, { subject: LONN });
const two = () => [...CUSTOMER_UNTIL.invite(), withProvider(SVEA, 'Svea Distribution')];

describe('Reading back what customers and providers did', () => {
  it('sees an invitation accepted when the customer stands under the invited provider, and no other (R63, R64, R107, R108, R109)', async () => {
    const facts = factsWith(...two(), sent());
    const under = async (providerId: string) => (await readCustomers(deps({ [providerId]: [aCustomer()] }).deps, access, facts)).map(({ kind, proof, subject }) => [kind, proof, subject]);
    deepEqual([await under(NORDVIND), await under(SVEA)], [[['invitation-accepted', 'verified', LONN]], []]);
  });

  it('finds a new company by its name once it has authorised both, and which customer it is now (R53, R107)', async () => {
    const found = await readCustomers(deps({ [NORDVIND]: [ekCustomer] }).deps, access, factsWith(...two(), sent(EK)));
    deepEqual(found.map(({ kind, subject, value }) => [kind, subject, value]), [['invitation-accepted', EK, { providerId: NORDVIND }], ['tenant-seen', EK, { customerId: 'ek-id' }], ['customer-named', EK, { name: 'EK AB' }]]);
  });

  it('sees an extension for each customer by itself (R103, R104)', async () => {
    const facts = factsWith(...CUSTOMER_UNTIL.extend(), saved());
    deepEqual((await readCustomers(deps({ [NORDVIND]: [aCustomer()] }).deps, access, facts)).map(({ kind, value }) => [kind, value]), [['extension-seen', { providerId: NORDVIND }]]);
    deepEqual(await readCustomers(deps({ [NORDVIND]: [ekCustomer] }).deps, access, facts), []);
  });

  it('sees the tenant that the provider created in the own customer list (R68)', async () => {
    const facts = factsWith(...two(), aFact('tenant-asked', { providerId: NORDVIND, text: '7000123' }, { subject: EK }));
    deepEqual((await readCustomers(deps({}, [ekCustomer]).deps, access, facts)).map(({ kind, value }) => [kind, value]), [['tenant-seen', { customerId: 'ek-id' }], ['customer-named', { name: 'EK AB' }]]);
    deepEqual(await readCustomers(deps({}, [aCustomer()]).deps, access, facts), []);
  });

  it('reads only what is waited for (R62, R107)', async () => {
    const { read, deps: quiet } = deps({});
    const done = factsWith(...two(), sent(), aFact('invitation-accepted', { providerId: NORDVIND }, { subject: LONN, proof: 'verified' }));
    deepEqual([await readCustomers(quiet, access, done), read, wantsCustomerReadBack(done)], [[], [], false]);
    equal(wantsCustomerReadBack(factsWith(...two(), sent())), true);
  });

  it('sees providers that accepted since (R51, R52)', async () => {
    const { deps: listed } = deps({}, [], [aProvider(), aProvider({ tenantId: SVEA })]);
    deepEqual((await readProviders(listed, access, factsWith(withProvider()))).map(({ subject, proof }) => [subject, proof]), [[`provider:${SVEA}`, 'verified']]);
  });
});
