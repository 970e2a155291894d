/** What a bad day is called, and one sentence on what it does. */
type Words = readonly [name: string, about: string];

const en = {
  'pc-429': ['429 with Retry-After', 'The next three calls are turned away as too many, and told to come back in five seconds.'],
  'pc-429-silent': ['429 without Retry-After', 'The next three calls are turned away as too many, and nobody says for how long.'],
  'pc-5xx': ['Burst of 5xx', 'The next five calls fail, each with another error of the service.'],
  'pc-hang': ['Hang', 'The next call is never answered; the caller has to give up by itself.'],
  'pc-cut': ['Cut answer', 'The next answer breaks off in the middle.'],
  'pc-lost-answer': ['Done, but no answer', 'The next write is carried out, but the caller never hears of it.'],
  'pc-stale': ['Stale reads', 'The next ten reads show what was true 15 minutes ago.'],
  'pc-webhook-lost': ['Lost webhook', 'The next event is never sent.'],
  'pc-webhook-twice': ['Duplicated webhook', 'The next event arrives twice.'],
  'pc-webhook-late': ['Late webhook', 'The next event arrives an hour late by the clock of the rehearsal.'],
  'teams-sso': ['Sign-in fails', 'Teams can sign nobody in silently: Entra asks for consent first, until you remove it.'],
  'teams-403': ['403', 'The next thing the bot sends is refused, as if the person had blocked the app.'],
  'teams-404': ['404', 'The next thing the bot sends goes to a conversation that is no longer there.'],
  'teams-413': ['413', 'The next thing the bot sends is called too large.'],
  'teams-429': ['429', 'The next three things the bot sends are too many; it may try again after a second.'],
  'teams-502': ['502', 'The next thing the bot sends fails on the way.'],
  'teams-twice': ['Delivery twice', 'The next thing somebody does in Teams reaches the bot twice at once, and once more 15 seconds later.'],
  'entra-outage': ['No tokens', 'Nobody gets a token, until you remove it.'],
  'entra-keys-down': ['No keys', 'The signing keys cannot be read, until you remove it.'],
  'entra-announce': ['Announce new keys', 'New signing keys are published beside the present ones, and are not used yet.'],
  'entra-roll': ['Change to new keys', 'From now on new keys sign, and the old ones can still be read: announced first, it is a change of good manners.'],
  'entra-roll-abrupt': ['Abrupt change of keys', 'From now on new keys sign, and the old ones are gone at once.'],
  'entra-denied': ['Deny by conditional access', 'Conditional access gives this person no token, until you remove it.'],
} as const satisfies Record<string, Words>;

export type BadDayName = keyof typeof en;
export const BAD_DAY_NAMES = Object.keys(en) as BadDayName[];

const sv: Record<BadDayName, Words> = {
  'pc-429': ['429 med Retry-After', 'De tre nästa anropen avvisas som för många och ombeds återkomma om fem sekunder.'],
  'pc-429-silent': ['429 utan Retry-After', 'De tre nästa anropen avvisas som för många, och ingen säger hur länge.'],
  'pc-5xx': ['En skur av 5xx', 'De fem nästa anropen misslyckas, vart och ett med ett nytt fel hos tjänsten.'],
  'pc-hang': ['Hänger', 'Nästa anrop får aldrig något svar; anroparen måste ge upp själv.'],
  'pc-cut': ['Avklippt svar', 'Nästa svar tar slut mitt i.'],
  'pc-lost-answer': ['Utfört men inget svar', 'Nästa skrivning utförs, men anroparen får aldrig veta det.'],
  'pc-stale': ['Gamla uppgifter', 'De tio nästa läsningarna visar vad som gällde för 15 minuter sedan.'],
  'pc-webhook-lost': ['Förlorad webhook', 'Nästa händelse skickas aldrig.'],
  'pc-webhook-twice': ['Dubbel webhook', 'Nästa händelse kommer två gånger.'],
  'pc-webhook-late': ['Sen webhook', 'Nästa händelse kommer en timme för sent enligt övningens klocka.'],
  'teams-sso': ['Inloggningen misslyckas', 'Teams kan inte logga in någon i det tysta: Entra vill först ha samtycke, tills du tar bort felet.'],
  'teams-403': ['403', 'Nästa sak som boten skickar vägras, som om personen hade blockerat appen.'],
  'teams-404': ['404', 'Nästa sak som boten skickar går till en konversation som inte längre finns.'],
  'teams-413': ['413', 'Nästa sak som boten skickar sägs vara för stor.'],
  'teams-429': ['429', 'De tre nästa sakerna som boten skickar är för många; den får försöka igen efter en sekund.'],
  'teams-502': ['502', 'Nästa sak som boten skickar kommer inte fram.'],
  'teams-twice': ['Dubbel leverans', 'Nästa sak som någon gör i Teams når boten två gånger samtidigt, och en gång till efter 15 sekunder.'],
  'entra-outage': ['Inga token', 'Ingen får någon token, tills du tar bort felet.'],
  'entra-keys-down': ['Inga nycklar', 'Signeringsnycklarna går inte att läsa, tills du tar bort felet.'],
  'entra-announce': ['Förvarna om nya nycklar', 'Nya signeringsnycklar publiceras bredvid de nuvarande och används inte än.'],
  'entra-roll': ['Byt till nya nycklar', 'Från och med nu signerar nya nycklar, och de gamla går fortfarande att läsa: med förvarning är det ett hyfsat byte.'],
  'entra-roll-abrupt': ['Tvärt nyckelbyte', 'Från och med nu signerar nya nycklar, och de gamla försvinner genast.'],
  'entra-denied': ['Neka genom villkorsstyrd åtkomst', 'Villkorsstyrd åtkomst ger den här personen ingen token, tills du tar bort felet.'],
};

export const BAD_DAY_TEXTS: Readonly<Record<'en' | 'sv', Record<BadDayName, Words>>> = { en, sv };
