import type { Activity, Attachment } from 'botbuilder';
import { CardFactory } from 'botbuilder';
import type { AdaptiveCard } from '../../cards/render.ts';
import type { Conversation } from '../../ledger/people.ts';
import type { Connectors } from './connector.ts';

/** `gone`: nobody will read here again (403, 404). `message-gone`: the message to update is not there. Anything else is tried again. */
export type Delivery =
  | { readonly ok: true; readonly activityId: string | null }
  | { readonly ok: false; readonly why: 'gone' | 'message-gone' | 'later'; readonly afterMs?: number };

export type Courier = {
  readonly send: (to: Conversation, activity: Partial<Activity>) => Promise<Delivery>;
  readonly update: (to: Conversation, activityId: string, activity: Partial<Activity>) => Promise<Delivery>;
};

/** A card goes alone, because text beside it would split the message and lose its id; the toast's text is the summary; `rings`: Teams calls for attention. */
export const cardActivity = (card: AdaptiveCard, summary?: string, rings = true): Partial<Activity> => ({
  type: 'message',
  attachments: [CardFactory.adaptiveCard(card) as Attachment],
  summary: summary ?? String(card['speak']),
  ...(summary === undefined || !rings ? {} : { channelData: { notification: { alert: true } } }),
});

/** Sends through the Bot Connector, outside of any turn, so that a failure is seen and not swallowed. */
export const createCourier = (connectors: Connectors): Courier => {
  const addressed = (to: Conversation, activity: Partial<Activity>): Partial<Activity> => ({
    ...activity,
    channelId: 'msteams',
    serviceUrl: to.service_url,
    conversation: { id: to.conversation_id, conversationType: 'personal', tenantId: to.tenant_id, isGroup: false, name: '' },
    from: { id: to.bot_id, name: 'Växla' },
    recipient: { id: to.user_id, name: '' },
  });
  return {
    send: (to, activity) =>
      attempt(async () => {
        const answer = await connectors.of(to.service_url).conversations.sendToConversation(to.conversation_id, addressed(to, activity));
        return answer.id ?? null;
      }),
    update: (to, activityId, activity) =>
      attempt(async () => {
        const update = { ...addressed(to, activity), id: activityId };
        await connectors.of(to.service_url).conversations.updateActivity(to.conversation_id, activityId, update);
        return activityId;
      }),
  };
};

const attempt = async (work: () => Promise<string | null>): Promise<Delivery> => {
  try {
    return { ok: true, activityId: await work() };
  } catch (error) {
    return classify(error as Fault);
  }
};

type Fault = { statusCode?: number; code?: string; response?: { headers?: { get(name: string): string | undefined } }; body?: { error?: { code?: string } } };

/** 403 and 404 of the conversation are final (conventions 4); a missing message is not the end of the chat. */
const classify = (fault: Fault): Delivery => {
  const code = fault.body?.error?.code ?? fault.code;
  if (fault.statusCode === 404 && code === 'ActivityNotFoundInConversation') return { ok: false, why: 'message-gone' };
  if (fault.statusCode === 403 || fault.statusCode === 404) return { ok: false, why: 'gone' };
  const seconds = Number(fault.response?.headers?.get('retry-after'));
  return { ok: false, why: 'later', ...(Number.isFinite(seconds) && seconds > 0 ? { afterMs: seconds * 1000 } : {}) };
};
