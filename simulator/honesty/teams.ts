import type { Row, Sure } from './row.ts';

const on = (sheet: string, what: string, about: string, sure: Sure = 'documented'): Row => ({ sheet, what, about, sure, built: { shown: what } });
const not = (sheet: string, what: string, about: string, no: string): Row => ({ sheet, what, about, sure: 'documented', built: { no } });

const CHAT = '/v3/conversations/{id}';
const B = 'Bot Connector';
const T = 'Teams';

/** What a bot can call. */
export const CONNECTOR: readonly Row[] = [
  on(B, 'POST /v3/conversations', 'with one person, by 29: id or object id; a thread in a channel'),
  on(B, `POST ${CHAT}/activities`, 'a message; text beside a card makes two messages and gives no id'), on(B, `POST ${CHAT}/activities/{activityId}`, 'a reply, in a channel in its thread'),
  on(B, `PUT ${CHAT}/activities/{activityId}`, 'everybody sees the new card'), on(B, `DELETE ${CHAT}/activities/{activityId}`, ''),
  on(B, 'typing', 'shown in the room, leaves nothing'),
  on(B, `GET ${CHAT}/members`, ''), on(B, `GET ${CHAT}/members/{memberId}`, ''), on(B, `GET ${CHAT}/pagedmembers`, '50 to 500 a page'), on(B, `GET ${CHAT}/activities/{activityId}/members`, ''),
  on(B, 'GET /v3/teams/{teamId}', ''), on(B, 'GET /v3/teams/{teamId}/conversations', 'the General channel without a name'),
  on(B, '401', 'no token, or not our bot’s for the connector'), on(B, '400 BadSyntax', 'empty, unreadable, or an activity that cannot be shown'),
  on(B, '403 MessageWritesBlocked', 'the person removed or blocked the app'), on(B, '403 BotNotInConversationRoster', 'the app was taken out of the group', 'sample'),
  on(B, '404', 'conversation, activity, member, team'), on(B, '413 MessageSizeTooBig', '100 KB, counted in UTF-16'),
  on(T, '429 Throttled, 7 a second, 8 in 2, 60 in 30, 1,800 an hour', 'each chat for itself, with Retry-After'), on(T, '429 Throttled, 50 a second in a tenant', ''),
  on('—', '403, 404, 412, 413, 429, 500, 502, 503 and a hang by fault', '`POST /api/faults` `connector`: by route, so many times, with and without Retry-After, before or after the deed'),
];

/** What Teams sends to a bot. */
export const TEAMS: readonly Row[] = [
  on(T, 'message', 'text in a personal chat, signed by the channel'), on(T, 'message with a mention', 'in a group chat or channel, in its thread; without a mention the bot hears nothing'),
  on(T, 'installationUpdate add and conversationUpdate', 'both, once, until the bot answers 2xx'), on(T, 'installationUpdate remove', ''),
  on(T, 'installationUpdate add-upgrade', 'when the address of the connector changed', 'inferred'),
  on(T, 'members added and removed', 'in a team with its event type'), on(T, 'teamRenamed, channelRenamed, topicName', ''),
  on(T, 'messageUpdate and messageDelete', 'edited, deleted, brought back'), on(T, 'messageReaction', 'to the bot’s messages'), on(T, 'read receipt', ''),
  on(T, 'Action.Submit', 'a message without text; inputs win over data of the same name'), on(T, 'Action.Execute', 'invoke; card, message, error or sign-in back'),
  on(T, 'user-specific views', 'a card in answer to a press is for its presser; an update of the bot for all'), on(T, 'refresh', 'by itself for those named, sixty at most, once a minute'),
  on(T, 'a press on an old copy', 'with the data that stood on it', 'inferred'), on(T, 'message extension, dialog, search, sign-in by hand', '`POST /api/people/{id}/invoke`'),
  on(T, 'token exchange', 'by OAuthCard, and by loginRequest in answer to a press'), on(T, 'token exchange fails: 412', 'the card stays, with a line to sign in by hand'),
  on(T, 'token exchange fails: consent', '`ssoFails`: signin/failure with its reason'), on(T, 'token exchange fails: silent', 'no token, and nobody says why', 'inferred'),
  on('—', 'token exchange fails: garbage', 'a token that is none', 'unknown'),
  on(T, 'the same press under one id', '`times`, all at once', 'inferred'), on(T, 'the same press under new ids', '`sameId: false`', 'inferred'),
  on(T, 'sent again after 15 seconds', '`delivery` `resend` and `twice`; the time by `afterMs`', 'sample'), on(T, 'out of order', '`hold`', 'inferred'), on('—', 'lost', 'Teams thinks that it arrived', 'unknown'),
  on(T, 'no answer within 15 seconds', 'the person is told that the app cannot be reached', 'sample'),
  on(T, 'signed by a key that nobody publishes', '`unknown-kid`', 'inferred'), on(T, 'after a key roll', 'half an hour with the old key; `freshToken` for the new one at once', 'inferred'),
  on('—', 'a second client that cannot sign', '`POST /door/{personId}/activities`: the door signs', 'unknown'), on('—', 'a second client that signs by itself', 'its channel token is checked and passed on', 'unknown'),
  not(T, 'files, calls, meetings, tabs', '', 'no step of the journey uses them'), not(T, 'targeted messages', 'only one person of a group sees it', 'the bot does not send any'),
  not(B, 'attachments, conversation history', '', 'Teams itself does not offer them to bots'), not(T, 'proactive installation by Graph', '', 'the rehearsal installs the app for everybody'),
];
