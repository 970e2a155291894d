import { Refusal } from '../http.ts';

/** A refusal in the connector's own shape: `{ error: { code, message } }`. */
export const connectorError = (status: number, code: string, message: string, headers: Record<string, string> = {}): Refusal =>
  new Refusal({ status, body: { error: { code, message } }, headers });

export const conversationNotFound = (): Refusal => connectorError(404, 'ConversationNotFound', 'Conversation not found.');
export const activityNotFound = (): Refusal => connectorError(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.');
export const badSyntax = (message: string): Refusal => connectorError(400, 'BadSyntax', message);
/** What the real connector says once a person has removed or blocked the app. */
export const writesBlocked = (): Refusal => connectorError(403, 'MessageWritesBlocked', 'The app is not installed for this person, or they blocked it.');
