/**
 * The closed list of what a pressed button can mean. Buttons that outlive a dialog are Action.Execute and listed in
 * `CardVerb`; buttons inside a dialog are Action.Submit and listed in `DialogVerb`. Both carry a handle and inputs, no more.
 */
export const CARD_VERBS = [
  'accept', 'reject', 'withdraw', 'recreate', 'confirm-landed', 'check-source', 'resend', 'refresh', 'offer', 'take', 'decline', 'cancel', 'ask-again',
] as const;
export type CardVerb = (typeof CARD_VERBS)[number];

/** Buttons of messages that were sent unasked: Action.Submit, answered outside of any dialog; the handle is the outbox row's. */
export const REMINDER_VERBS = ['mute', 'show-transfer'] as const;
export type ReminderVerb = (typeof REMINDER_VERBS)[number];

export const DIALOG_VERBS = ['choose-customer', 'choose-lines', 'show-held', 'send', 'back', 'leave', 'choose-subject', 'open-step', 'show-customer', 'show-customers'] as const;
export type DialogVerb = (typeof DIALOG_VERBS)[number];
