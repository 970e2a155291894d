import type { MessageView } from '../../simulator/teams/records.ts';
import type { Room } from './room.ts';

export const LONN_BJORK = '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303';

/** The toggles of a card that chooses lines: input id and label. */
export const togglesOf = (message: MessageView): { id: string; label: string }[] => {
  const found: { id: string; label: string }[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, id, label } = value as Record<string, unknown>;
    if (type === 'Input.Toggle') found.push({ id: String(id), label: String(label) });
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(message.attachments[0]?.content);
  return found;
};

/** What goes by the partner's own request; new commerce goes by one of the provider's, which takes other steps. */
const isLegacy = (label: string): boolean => !/Business (Standard|Premium)|Teams Essentials|365 F3|Azure-?( )?plan|Windows Server|Reserved VM|Savings plan/i.test(label);

export type Sending = { readonly name?: string; readonly customerId?: string; readonly pick?: (label: string) => boolean; readonly words?: string };

/** Goes through the dialog up to the summary and returns the card with the button `send`. */
export const prepareTransfer = async (room: Room, { name = 'Astrid', customerId = LONN_BJORK, pick = isLegacy, words = 'transfer' }: Sending = {}): Promise<MessageView> => {
  await room.say(name, words);
  await room.press(name, await room.cardWith(name, 'choose-customer'), 'choose-customer', { inputs: { customer: customerId } });
  const lines = await room.cardWith(name, 'choose-lines');
  const inputs = Object.fromEntries(togglesOf(lines).map(({ id, label }) => [id, String(pick(label))]));
  await room.press(name, lines, 'choose-lines', { inputs });
  return room.cardWith(name, 'send');
};

/** Sends a request for a customer and returns when the provider has the card to decide on. */
export const sendTransfer = async (room: Room, sending: Sending & { readonly provider?: string } = {}): Promise<MessageView> => {
  await room.press(sending.name ?? 'Astrid', await prepareTransfer(room, sending), 'send');
  return room.cardWith(sending.provider ?? 'Sofia', 'accept');
};
