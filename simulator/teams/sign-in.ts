import { invokeActivity } from './activities.ts';
import type { Setting } from './activities.ts';
import type { BotLine } from './bot-line.ts';
import { loginRequest, signInLink } from './card-replies.ts';
import type { Chats } from './chats.ts';
import type { TeamsFaults } from './faults.ts';
import type { Member } from './members.ts';
import type { ChatMessage } from './records.ts';
import { OAUTH_CARD } from './records.ts';

/** How Teams tells a bot why there is no token. */
const CONSENT = { code: 'userconsentrequired', message: 'User Consent required' };

type Deps = { faults: TeamsFaults; line: BotLine; chats: Chats; setting: (member: Member) => Setting };

/**
 * Single sign-on by an OAuthCard in a message: Teams at once sends the person's token to the bot, hides the card when the
 * bot answers 200, and otherwise leaves it there with a line that asks to sign in by hand.
 */
export const createTokenExchange = ({ faults, line, chats, setting }: Deps) => async (member: Member, message: ChatMessage): Promise<void> => {
  const card = message.versions[0]?.attachments.find((a) => a.contentType === OAUTH_CARD);
  const parsed = loginRequest.safeParse(card?.content);
  const resource = parsed.data?.tokenExchangeResource;
  if (!parsed.success || resource === undefined || resource === null) return;
  const token = await line.ssoToken(member.tenantId, member.id);
  if (token === undefined && faults.state().ssoFails === 'consent') {
    await line.deliver(invokeActivity(member, setting(member), { name: 'signin/failure', value: CONSENT }));
  }
  const value = { id: resource.id, connectionName: parsed.data.connectionName, token };
  const answer = token === undefined ? undefined : await line.deliver(invokeActivity(member, setting(member), { name: 'signin/tokenExchange', value }));
  if (answer !== undefined && 'failure' in answer && answer.failure === 'closed') return;
  if (answer !== undefined && 'status' in answer && answer.status === 200) chats.withdraw(message, 'hidden');
  else chats.setLine(message, { kind: 'sign-in', link: signInLink(parsed.data) });
};
