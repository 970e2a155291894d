import type { WireSubscription } from '../../partnercenter/wire.ts';

type Shape = Pick<WireSubscription, 'billingType' | 'unitType' | 'billingCycle'> & Partial<WireSubscription>;
export type Product = Shape & { readonly offerId: string; readonly offerName: string };

const LICENCE: Shape = { billingType: 'license', unitType: 'Licenses', billingCycle: 'annual' };
const NEW: Shape = { ...LICENCE, billingCycle: 'monthly', productType: { id: 'OnlineServicesNCE', displayName: 'OnlineServicesNCE' }, termDuration: 'P1Y' };
const USAGE: Shape = { billingType: 'usage', unitType: 'Usage-based', billingCycle: 'monthly' };

const legacy = (n: string, offerName: string): Product => ({ ...LICENCE, offerId: `0a1b2c3d-0000-4000-8000-0000000${n}`, offerName });
const triple = (n: string, offerName: string): Product => ({ ...NEW, offerId: `CFQ7TTC0${n}:0001:CFQ7TTC0${n}`, offerName });
const other = (id: string, n: string, rest: Shape & { offerName: string }): Product => ({
  ...rest, offerId: `DZH318Z0${n}:0001:DZH318Z0${n}`, productType: { id, displayName: id },
});

export type ProductName =
  | 'e1' | 'e3' | 'essentials' | 'exchange' | 'project' | 'visio' | 'intune' | 'dynamics' | 'powerBi' | 'audio' | 'defender' | 'archive'
  | 'azure' | 'standard' | 'premium' | 'teams' | 'frontline' | 'plan' | 'reservation' | 'savings' | 'windows' | 'signing';

/** What the customers of a story may hold: every class of §8.2 under a short name. */
export const CATALOGUE: Readonly<Record<ProductName, Product>> = {
  e1: legacy('0aa10', 'Office 365 E1'),
  e3: legacy('0aa01', 'Office 365 E3'),
  essentials: legacy('0aa11', 'Microsoft 365 Business Basic'),
  exchange: legacy('0aa12', 'Exchange Online (Plan 1)'),
  project: legacy('0aa03', 'Project Plan 3'),
  visio: legacy('0aa04', 'Visio Plan 2'),
  intune: legacy('0aa05', 'Microsoft Intune'),
  dynamics: legacy('0aa06', 'Dynamics 365 Sales Professional'),
  powerBi: legacy('0aa07', 'Power BI Pro'),
  audio: legacy('0aa02', 'Audio Conferencing'),
  defender: legacy('0aa08', 'Microsoft Defender for Office 365 (Plan 1)'),
  archive: legacy('0aa09', 'Exchange Online Archiving'),
  azure: { ...USAGE, offerId: 'MS-AZR-0145P', offerName: 'Microsoft Azure' },
  standard: triple('LDPB', 'Microsoft 365 Business Standard'),
  premium: triple('LCHC', 'Microsoft 365 Business Premium'),
  teams: triple('LH3N', 'Microsoft Teams Essentials'),
  frontline: { ...triple('LH0T', 'Microsoft 365 F3'), billingCycle: 'annual', termDuration: 'P3Y' },
  plan: other('Azure', 'BPS6', { ...USAGE, offerName: 'Azure plan' }),
  reservation: other('AzureReservation', 'C2XN', {
    ...USAGE, offerName: 'Reserved VM Instance, Standard_D2s_v5, SE Central, 3 Years', unitType: 'none', billingCycle: 'one_time', termDuration: 'P3Y',
  }),
  savings: other('AzureSavingsPlan', 'D0SV', {
    ...USAGE, offerName: 'Savings plan for compute, 1 Year', unitType: 'none', termDuration: 'P1Y',
  }),
  windows: other('Software', '4VQ1', { ...LICENCE, offerName: 'Windows Server 2022 Standard - 16 Core', billingCycle: 'one_time', contractType: 'productKey' }),
  signing: other('SaaS', '7TTJ', {
    ...LICENCE, offerName: 'Sigillet e-signering', publisherName: 'Sigillet Programvara AB', isMicrosoftProduct: false, billingCycle: 'monthly', termDuration: 'P1M',
  }),
};
