import { HAVSKOG, NORDVIND } from '../people.ts';
import type { ProductName } from './catalogue.ts';
import type { Holding, Household } from './household.ts';

const hold = (product: ProductName, seats: number, rest: Omit<Holding, 'product' | 'seats'> = {}): Holding => ({ product, seats, ...rest });
const toNordvind = { providers: [NORDVIND], agreement: 'direct' } as const;
const toHavskog = { providers: [HAVSKOG], agreement: 'direct' } as const;
const toNobody = { providers: [], agreement: 'direct' } as const;

/** Twelve customers of Fjordline IT AB, each with something else to think about. */
export const HOUSEHOLDS: readonly Household[] = [
  {
    name: 'Lönn & Björk Trä AB', slug: 'lonnbjork', id: '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303', contact: ['Maja', 'Ek'], place: ['Sågvägen 4', '791 30', 'Falun'], ...toNordvind,
    holds: [
      hold('e3', 42, { id: '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501', addons: [['audio', 10], ['defender', 42]] }),
      hold('exchange', 8), hold('project', 3), hold('azure', 1),
      hold('visio', 4, { id: '6d3a2f90-1b7e-47c8-a2c4-0f9b7d3e5502', status: 'suspended' }),
      hold('standard', 25, { id: 'd2f6a7b8-91c0-4e3d-a5b6-c7d8e9f05504' }), hold('plan', 1),
    ],
  },
  {
    name: 'Åkes Plåt & Svets AB', slug: 'akesplat', contact: ['Åke', 'Öberg'], place: ['Verkstadsgatan 11', '591 35', 'Motala'], ...toNordvind,
    holds: [hold('e1', 14), hold('intune', 14), hold('powerBi', 2, { trial: true }), hold('exchange', 5), hold('windows', 2)],
  },
  {
    name: 'Mälarvik Tandvård AB', slug: 'malarvik', contact: ['Farideh', 'Karimi'], place: ['Strandgatan 2', '722 11', 'Västerås'], ...toNordvind,
    holds: [hold('e3', 31, { addons: [['archive', 6]] }), hold('dynamics', 5), hold('essentials', 9, { status: 'deleted' }), hold('signing', 31), hold('teams', 4)],
  },
  {
    name: 'Östra Hamnens Rökeri HB', slug: 'ostrahamnen', contact: ['Göran', 'Sjö'], place: ['Hamnplan 1', '371 32', 'Karlskrona'], ...toHavskog,
    holds: [hold('essentials', 6), hold('visio', 1), hold('azure', 1), hold('premium', 3)],
  },
  {
    // Accepted through the partner's word only: lost on the move.
    name: 'Fjällsippans Förskolor ekonomisk förening', slug: 'fjallsippan', contact: ['Sara', 'Blind'], place: ['Skolgatan 9', '981 31', 'Kiruna'], ...toNordvind, agreement: 'attested',
    holds: [hold('e1', 58, { addons: [['audio', 4]] }), hold('exchange', 12), hold('intune', 20)],
  },
  {
    name: 'Jämtströms Åkeri AB', slug: 'jamtstrom', contact: ['Per-Olof', 'Jämtström'], place: ['Godsvägen 30', '831 52', 'Östersund'], ...toHavskog,
    holds: [hold('exchange', 22), hold('visio', 1), hold('standard', 9), hold('e3', 4, { status: 'suspended' })],
  },
  {
    name: 'Norrsken Café & Konditori AB', slug: 'norrskencafe', contact: ['Li', 'Wång'], place: ['Storgatan 44', '972 32', 'Luleå'], ...toNobody,
    holds: [hold('essentials', 5), hold('powerBi', 1), hold('azure', 1), hold('teams', 5)],
  },
  {
    name: 'Gösta Öhmans Bokföringsbyrå', slug: 'ohmans', contact: ['Gösta', 'Öhman'], place: ['Kyrkogatan 3', '451 30', 'Uddevalla'], ...toNobody,
    holds: [hold('e3', 3), hold('azure', 1), hold('windows', 1)],
  },
  {
    name: 'Västgöta Vävare AB', slug: 'vastgotavav', contact: ['Ingegerd', 'Ståhl'], place: ['Vävaregatan 17', '503 30', 'Borås'], providers: [NORDVIND, HAVSKOG], agreement: 'direct',
    holds: [hold('e3', 76, { addons: [['audio', 12]] }), hold('dynamics', 11), hold('azure', 1), hold('reservation', 2), hold('plan', 1), hold('signing', 8)],
  },
  {
    name: 'Skärgårdstrafik Öst AB', slug: 'skargardstrafik', contact: ['Amina', 'Hassan'], place: ['Kajen 8', '760 40', 'Väddö'], ...toNordvind, agreement: 'none',
    holds: [hold('e1', 27, { addons: [['audio', 3]] }), hold('project', 2), hold('intune', 27), hold('signing', 3)],
  },
  {
    // Nothing to move: new commerce, plans, a term and something suspended.
    name: 'Hälsokällan Vårdcentral AB', slug: 'halsokallan', contact: ['Béatrice', 'Nordén'], place: ['Källvägen 6', '195 47', 'Märsta'], ...toNordvind,
    holds: [hold('premium', 38), hold('plan', 1), hold('reservation', 1), hold('exchange', 7, { status: 'suspended' })],
  },
  {
    name: 'Blåklinten Redovisning & Råd AB', slug: 'blaklinten', contact: ['Thi', 'Nguyễn'], place: ['Järnvägsgatan 21', '352 30', 'Växjö'], ...toNordvind,
    holds: [hold('e3', 19, { open: true }), hold('powerBi', 6), hold('visio', 2), hold('standard', 4), hold('azure', 1)],
  },
];
