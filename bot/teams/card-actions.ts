import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { REJECT_REASONS } from '../../cards/transfer-buttons.ts';
import type { CardVerb } from '../../cards/verbs.ts';
import { CARD_VERBS } from '../../cards/verbs.ts';
import type { DecisionOrder } from '../../commands/decide-transfer.ts';
import type { RejectReason, Transfer } from '../../journey/records.ts';
import type { RefusalCode } from '../../journey/refusals.ts';
import type { Card } from '../../ledger/cards.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import type { SignIn } from './sign-in.ts';

/** What happened to a press: the transfer to show now, and why not if it was refused. */
export type PressResult = { readonly transfer?: Transfer; readonly code?: RefusalCode };

type Outcome = { readonly ok: boolean; readonly transfer?: Transfer; readonly code?: RefusalCode };

export type CardActionDeps = {
  readonly findCard: (handle: string) => Promise<Card | undefined>;
  readonly findTransfer: (transferId: string) => Promise<Transfer | undefined>;
  readonly decide: (order: DecisionOrder) => Promise<Outcome>;
  /** New commerce: once more with the same lines, after the request expired. */
  readonly askAgain: (person: KnownPerson, transferId: string) => Promise<Outcome>;
  readonly confirmLanded: (person: KnownPerson, transferId: string) => Promise<Outcome>;
  readonly lookNow: (transferId: string) => Promise<void>;
  /** For deeds that begin with no decision of their own. */
  readonly mayBegin: (person: KnownPerson, begun: { transferId: string; deed: 'check-source' | 'resend' }) => Promise<Outcome>;
  /** Somebody pressed with a handle that is not theirs. */
  readonly noteStranger: (person: KnownPerson, pressed: { transferId: string; verb: CardVerb }) => Promise<void>;
  readonly openDialog: (person: KnownPerson, transferId: string) => Promise<void>;
  readonly signIn: SignIn;
};

const press = z.object({
  verb: z.enum(CARD_VERBS),
  handle: z.string().max(64),
  reason: z.enum(REJECT_REASONS as readonly [RejectReason, ...RejectReason[]]).optional().catch(undefined),
  comment: z.string().max(500).optional().catch(undefined),
});
export type Press = z.infer<typeof press>;

/** The data of a button of ours, or undefined; anything else that came along is left behind (A19, A21). */
export const readCardPress = (data: unknown): Press | undefined => press.safeParse(data).data;

export type PressContext = { readonly context: TurnContext; readonly person: KnownPerson; readonly card: Card; readonly press: Press };

/** One verb, one handler; the compiler demands each. A handler records and returns what is true now; it never calls Partner Center. */
const createTable = (deps: CardActionDeps): Record<CardVerb, (press: PressContext) => Promise<Outcome>> => {
  const decide = (verb: DecisionOrder['verb']) => async ({ person, card, press: { reason, comment } }: PressContext) => {
    const rejection = { reason, comment: comment ?? '' };
    return deps.decide({ person, transferId: card.transfer_id, revision: card.revision, verb, rejection });
  };
  const current = async ({ card }: PressContext): Promise<Outcome> => ({ ok: true, transfer: await deps.findTransfer(card.transfer_id) });
  const look = async (pressed: PressContext): Promise<Outcome> => {
    await deps.lookNow(pressed.card.transfer_id);
    return current(pressed);
  };
  const begin = (deed: 'check-source' | 'resend', work: (pressed: PressContext) => Promise<Outcome>) => async (pressed: PressContext) => {
    const may = await deps.mayBegin(pressed.person, { transferId: pressed.card.transfer_id, deed });
    return may.ok ? work(pressed) : may;
  };
  return {
    accept: decide('accept'),
    reject: decide('reject'),
    withdraw: decide('withdraw'),
    recreate: ({ person, card }) => deps.decide({ person, transferId: card.transfer_id, revision: card.revision, verb: 'withdraw', recreate: true }),
    offer: decide('offer'),
    take: decide('take'),
    decline: decide('decline'),
    cancel: decide('cancel'),
    'ask-again': ({ person, card }) => deps.askAgain(person, card.transfer_id),
    'confirm-landed': ({ person, card }) => deps.confirmLanded(person, card.transfer_id),
    'check-source': begin('check-source', look),
    refresh: look,
    resend: begin('resend', async (pressed) => {
      await deps.openDialog(pressed.person, pressed.card.transfer_id);
      return current(pressed);
    }),
  };
};

/** Verbs that end in a write at Partner Center need the presser's own token before anything is recorded (invariant I4). */
const NEEDS_TOKEN: ReadonlySet<CardVerb> = new Set(['accept', 'reject', 'withdraw', 'recreate', 'resend', 'offer', 'take', 'cancel']);

export type CardActions = {
  /** `sign-in`: the person's token is missing; nothing was recorded. `automatic` presses read and change nothing. */
  readonly run: (pressed: Omit<PressContext, 'card'> & { readonly automatic: boolean }) => Promise<PressResult | 'sign-in'>;
};

export const createCardActions = (deps: CardActionDeps): CardActions => {
  const table = createTable(deps);
  return {
    run: async ({ context, person, press: pressed, automatic }) => {
      const card = await deps.findCard(pressed.handle);
      if (card === undefined) return { code: 'unknown-handle' };
      if (!isOwn(card, person, context)) {
        await deps.noteStranger(person, { transferId: card.transfer_id, verb: pressed.verb });
        return { code: 'unknown-handle' };
      }
      if (automatic) return { transfer: await deps.findTransfer(card.transfer_id) };
      if (NEEDS_TOKEN.has(pressed.verb) && !(await deps.signIn.isSignedIn(person))) return 'sign-in';
      const outcome = await table[pressed.verb]({ context, person, card, press: pressed });
      return { transfer: outcome.transfer, code: outcome.ok ? undefined : outcome.code };
    },
  };
};

/** A handle works for the person and in the chat that it was made for, nowhere else (A20). */
const isOwn = (card: Card, person: KnownPerson, context: TurnContext): boolean =>
  card.tenant_id === person.tenantId && card.person_id === person.personId && card.conversation_id === context.activity.conversation.id;
