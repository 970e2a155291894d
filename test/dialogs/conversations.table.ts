import { aCustomer, aLineChoice, aPerson, aProvider, aSubscription } from '../helpers/builders.ts';
import type { Scene } from './stage.ts';
import { unreachable } from './stage.ts';

export const E3 = 'line:5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501';

/** One exchange: words or a pressed button, and what has to come back, in order (a text that must appear in each answer). */
export type Turn = { readonly say?: string; readonly press?: string; readonly with?: Record<string, string>; readonly then?: Partial<Scene>; readonly hear: readonly (string | RegExp)[] };
export type Conversation = { readonly name: string; readonly scene?: Partial<Scene>; readonly turns: readonly Turn[]; readonly orders: number };

const toLines: Turn[] = [
  { say: 'transfer', hear: [/One moment/, /Which customer is to be moved/] },
  { press: 'choose-customer', with: { customer: aCustomer().customerId }, hear: [/~.*Customer chosen.*Lönn & Björk/, /Which subscriptions are to be moved/] },
];
const toSummary: Turn[] = [...toLines, { press: 'choose-lines', with: { [E3]: 'true' }, hear: [/~.*1 subscription chosen/, /Read through before you send.*Office 365 E3.*42 licences/] }];
const other = aProvider({ tenantId: '2b8e01d5-6cf4-4e1b-9027-a4d2e5f13303', name: 'Havskog Distribution' });
const changed = aLineChoice({ subscription: aSubscription({ quantity: 40 }) });

export const CONVERSATIONS: readonly Conversation[] = [
  { name: 'asks, sums up, hands over one order', turns: [...toSummary, { press: 'send', hear: [/~.*The request is recorded/] }], orders: 1 },
  {
    name: 'speaks Swedish to a Swede', scene: { locale: 'sv' }, orders: 0,
    turns: [{ say: 'flytta Lönn & Björks licenser', hear: [/Ett ögonblick/, /Vilken kund ska flyttas/] }, { say: 'avbryt', hear: [/Avbrutet/] }],
  },
  { name: 'leaves by word at the summary', turns: [...toSummary, { say: 'cancel', hear: [/Cancelled. Nothing has been changed/] }, { say: 'cancel', hear: [/nothing to cancel/] }], orders: 0 },
  { name: 'leaves by button', turns: [...toLines, { press: 'leave', hear: [/~.*You left without sending/] }, { say: 'hi', hear: ['<greeting>'] }], orders: 0 },
  { name: 'answers help and status and stays where it is', turns: [...toLines, { say: 'hjälp', hear: ['<help>'] }, { say: 'status', hear: ['<status>'] }, { press: 'choose-lines', with: { [E3]: 'true' }, hear: [/~/, /Read through/] }], orders: 0 },
  { name: 'points to the card when words come instead', turns: [...toLines, { say: 'the first one please', hear: [/answer in the card/] }], orders: 0 },
  { name: 'goes back from the summary with the choice kept', turns: [...toSummary, { press: 'back', hear: [/~.*You went back/, /Which subscriptions/] }], orders: 0 },
  { name: 'refuses an empty choice and says why (R126)', turns: [...toLines, { press: 'choose-lines', with: { [E3]: 'false' }, hear: [/~/, /have not chosen any subscription/] }], orders: 0 },
  { name: 'does not take a line that may not move, whatever the card sent', turns: [...toLines, { press: 'choose-lines', with: { 'line:blocked': 'true' }, hear: [/~/, /cannot be moved/] }], orders: 0 },
  {
    name: 'asks which provider when there are several (R128)', orders: 1,
    scene: { overview: { choice: { customer: aCustomer(), provider: aProvider(), agreement: 'direct', block: undefined, selectableLines: 1 }, providers: [aProvider(), other], lines: [aLineChoice()] } },
    turns: [
      ...toLines,
      { press: 'choose-lines', with: { [E3]: 'true' }, hear: [/~/, /provider does not have|Choose a provider/] },
      { press: 'choose-lines', with: { [E3]: 'true', provider: other.tenantId }, hear: [/~/, /Read through.*Havskog/] },
      { press: 'send', hear: [/~/] },
    ],
  },
  {
    name: 'looks again right before sending and refuses what has changed (R133, R158)', orders: 0,
    turns: [
      ...toSummary,
      {
        press: 'send', hear: [/~/, /What you were shown has changed since/],
        then: { overview: { choice: { customer: aCustomer(), provider: aProvider(), agreement: 'direct', block: undefined, selectableLines: 1 }, providers: [aProvider()], lines: [changed] } },
      },
    ],
  },
  { name: 'orders nothing a second time when Send is pressed again after a crash behind the commit', turns: [...toSummary, { press: 'send', then: { ordered: true }, hear: [/~.*The request is recorded/] }], orders: 0 },
  { name: 'passes on why an order was refused', scene: { order: () => ({ ok: false, code: 'line-in-open-transfer' }) }, turns: [...toSummary, { press: 'send', hear: [/~/, /already part of an open transfer/] }], orders: 1 },
  { name: 'names the missing role', scene: { person: aPerson('partner', ['sales-agent']) }, turns: [{ say: 'transfer', hear: [/role in Partner Center does not allow/] }], orders: 0 },
  { name: 'tells a provider that this is the partner’s step', scene: { person: aPerson('provider') }, turns: [{ say: 'transfer', hear: [/belongs to the other company/] }], orders: 0 },
  { name: 'waits for the sign-in and goes on after it', scene: { signedIn: false }, turns: [{ say: 'transfer', hear: ['<sign in>'] }, { say: 'hello?', then: { signedIn: true }, hear: [/One moment/, /Which customer/] }], orders: 0 },
  { name: 'explains a Partner Center that is down, and ends', scene: { fault: unreachable() }, turns: [{ say: 'transfer', hear: [/One moment/, '<fault unreachable>'] }, { say: 'cancel', hear: [/nothing to cancel/] }], orders: 0 },
  { name: 'understands the small words', turns: [{ say: 'tack', hear: [/welcome/] }, { say: 'logga ut', hear: ['<signed out>'] }, { say: 'svenska', hear: ['<language sv>'] }, { say: 'what is the weather', hear: [/did not understand/] }], orders: 0 },
];
