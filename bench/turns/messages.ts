import { randomUUID } from 'node:crypto';
import { FJORDLINE, PEOPLE } from '../../simulator/people.ts';

export type Addressed = { appId: string; serviceUrl: string; conversation: number };

/** The sender of every message: an Admin agent of the partner, in English so that all programs answer the same sentences. */
export const SENDER = PEOPLE.find((person) => person.tenantId === FJORDLINE && person.roles.includes('AdminAgents')) ?? PEOPLE[0];

/** A message as Teams delivers it from a personal chat. */
export const message = (text: string, { appId, serviceUrl, conversation }: Addressed): string => {
  const now = new Date().toISOString();
  const id = randomUUID();
  return JSON.stringify({
    type: 'message', id, text, textFormat: 'plain', locale: 'en-GB', timestamp: now, localTimestamp: now, localTimezone: 'Europe/Stockholm',
    channelId: 'msteams', serviceUrl,
    from: { id: `29:bench-${conversation}`, name: SENDER?.name, aadObjectId: SENDER?.id },
    recipient: { id: `28:${appId}`, name: 'Växla' },
    conversation: { id: `a:bench-${conversation}`, conversationType: 'personal', tenantId: FJORDLINE },
    channelData: { tenant: { id: FJORDLINE } },
    entities: [{ locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/Stockholm', type: 'clientInfo' }],
  });
};
