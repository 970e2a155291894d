const en = {
  title: 'Partner Center, rehearsal portal',
  about: 'Here you do what has no programming interface: you are the people in the portals of both companies, and you hold the clock.',
  otherLanguage: 'På svenska',
  clock: 'Clock',
  minute: '+1 minute', quarter: '+15 minutes', day: '+1 day', month: '+30 days',
  transfers: 'Open transfer requests', noTransfers: 'No transfer request is open.',
  accept: 'Accept', reject: 'Reject', withdraw: 'Withdraw',
  customer: 'Customer', provider: 'Indirect provider', agreement: 'Customer agreement (MCA)', subscriptions: 'Subscriptions',
  none: 'none', direct: 'signed by the customer', attested: 'attested by the partner', byProvider: 'confirmed through the provider',
  seats: 'Seats', change: 'Change', extend: 'Extend to', sign: 'Sign directly', addon: 'add-on',
  faults: 'Faults', addFault: 'Inject', clearFaults: 'Remove all', kind: 'Kind', method: 'Method', path: 'Path contains', times: 'Times', noFaults: 'No fault is waiting.',
  requests: 'Last requests', time: 'Time', caller: 'Caller', status: 'Status', code: 'Code',
  active: 'active', suspended: 'suspended', deleted: 'deleted', Active: 'active', InProgress: 'in progress',
};

export type Texts = Record<keyof typeof en, string>;

const sv: Texts = {
  title: 'Partnercenter, övningsportalen',
  about: 'Här gör du det som saknar programgränssnitt: du är människorna i båda företagens portaler, och du styr klockan.',
  otherLanguage: 'In English',
  clock: 'Klocka',
  minute: '+1 minut', quarter: '+15 minuter', day: '+1 dag', month: '+30 dagar',
  transfers: 'Öppna överföringsbegäranden', noTransfers: 'Ingen överföringsbegäran är öppen.',
  accept: 'Godkänn', reject: 'Avvisa', withdraw: 'Dra tillbaka',
  customer: 'Kund', provider: 'Indirekt leverantör', agreement: 'Microsofts kundavtal (MCA)', subscriptions: 'Prenumerationer',
  none: 'saknas', direct: 'undertecknat av kunden', attested: 'intygat av partnern', byProvider: 'bekräftat genom leverantören',
  seats: 'Antal licenser', change: 'Ändra', extend: 'Utöka till', sign: 'Underteckna direkt', addon: 'tillägg',
  faults: 'Fel', addFault: 'Lägg in', clearFaults: 'Ta bort alla', kind: 'Slag', method: 'Metod', path: 'Sökvägen innehåller', times: 'Antal gånger', noFaults: 'Inget fel väntar.',
  requests: 'Senaste anrop', time: 'Tid', caller: 'Anropare', status: 'Status', code: 'Kod',
  active: 'aktiv', suspended: 'pausad', deleted: 'borttagen', Active: 'aktiv', InProgress: 'pågår',
};

export const TEXTS: Readonly<Record<'en' | 'sv', Texts>> = { en, sv };
