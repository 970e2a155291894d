import type { Member } from './members.ts';
import type { InstallEvent } from './records.ts';

/** An activity on its way to the bot, in the shape Teams gives it. */
export type Activity = { type: string; id: string; [field: string]: unknown };

/** What every activity needs to know of its surroundings. */
export type Setting = { appId: string; serviceUrl: string; now: Date; locale: 'en' | 'sv'; id: string; place?: Place };

/** Where an activity happens, when it is not in the person's own chat with the bot. */
export type Place = { conversation: Record<string, unknown>; channelData: Record<string, unknown> };

const ZONE = 'Europe/Stockholm';
const LOCALES = { en: 'en-US', sv: 'sv-SE' } as const;

/** Local time with its offset, as Teams writes it: `2026-11-21T10:05:16.123+01:00`. */
export const localTimestamp = (now: Date): string => {
  const offset = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, timeZoneName: 'longOffset' }).formatToParts(now);
  const zone = offset.find((p) => p.type === 'timeZoneName')?.value.replace('GMT', '') || '+00:00';
  const minutes = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  return new Date(now.getTime() + minutes * 60_000).toISOString().replace('Z', zone);
};

const channelDataOf = (member: Member, { place }: Setting): Record<string, unknown> => ({ tenant: { id: member.tenantId }, ...place?.channelData });

export const base = (type: string, member: Member, setting: Setting): Activity => ({
  type,
  id: setting.id,
  timestamp: setting.now.toISOString(),
  localTimestamp: localTimestamp(setting.now),
  localTimezone: ZONE,
  locale: LOCALES[setting.locale],
  channelId: 'msteams',
  serviceUrl: setting.serviceUrl,
  from: { id: member.memberId, name: member.name, aadObjectId: member.id },
  recipient: { id: `28:${setting.appId}`, name: 'Växla' },
  conversation: setting.place?.conversation ?? { id: member.conversationId, conversationType: 'personal', tenantId: member.tenantId },
  channelData: channelDataOf(member, setting),
  entities: [{ type: 'clientInfo', locale: LOCALES[setting.locale], country: 'SE', platform: 'Web', timezone: ZONE }],
});

export const textActivity = (member: Member, setting: Setting, text: string): Activity => ({
  ...base('message', member, setting),
  text,
  textFormat: 'plain',
  attachments: [{ contentType: 'text/html', content: `<p>${escapeHtml(text)}</p>` }],
});

/** Action.Submit: a message without text, whose value is the button's data merged with the inputs. */
export const submitActivity = (member: Member, setting: Setting, press: { replyToId: string; value: unknown }): Activity => ({
  ...base('message', member, setting),
  replyToId: press.replyToId,
  value: press.value,
  channelData: { ...channelDataOf(member, setting), source: { name: 'message' }, legacy: { replyToId: press.replyToId } },
});

export const invokeActivity = (member: Member, setting: Setting, call: { name: string; value: unknown; replyToId?: string }): Activity => ({
  ...base('invoke', member, setting),
  name: call.name,
  value: call.value,
  ...(call.replyToId === undefined ? {} : { replyToId: call.replyToId }),
  channelData: { ...channelDataOf(member, setting), source: { name: 'message' } },
});

/** Both events of an installation, and those of an upgrade and a removal. */
export const installActivity = (member: Member, setting: Setting, event: InstallEvent): Activity => {
  if (event === 'members-added') {
    return { ...base('conversationUpdate', member, setting), membersAdded: [{ id: `28:${setting.appId}`, name: 'Växla' }] };
  }
  const channelData = {
    tenant: { id: member.tenantId },
    source: { name: 'message' },
    settings: { selectedChannel: { id: member.conversationId } },
  };
  return { ...base('installationUpdate', member, setting), action: event, channelData };
};

export const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
