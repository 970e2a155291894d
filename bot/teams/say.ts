import type { TurnContext } from 'botbuilder';
import { help } from '../../cards/help.ts';
import type { HelpTopic } from '../../cards/help.ts';
import type { AdaptiveCard } from '../../cards/render.ts';
import { statusCard } from '../../cards/status-card.ts';
import { troubleWords } from '../../cards/words.ts';
import { isSettled, isVerified } from '../../journey/advance-transfer.ts';
import { abilities, isSendable, waitingOn } from '../../journey/next-steps.ts';
import type { Person, Transfer, Trouble } from '../../journey/records.ts';
import { rolesFor } from '../../journey/rules/authority.ts';
import { codeOfTokenError, isPartnerCenterError, isTokenError } from '../../partnercenter/errors.ts';
import { behind } from '../../locales/commands.ts';
import { cardActivity } from './courier.ts';
import type { CustomersWanted, MapDeps } from './say-map.ts';
import { ownMap, partnersAsks, sayCustomers } from './say-map.ts';
import { speakerOf, textOf } from './turn.ts';

export type SayDeps = MapDeps;

export type Say = {
  readonly help: (context: TurnContext) => Promise<void>;
  readonly status: (context: TurnContext) => Promise<void>;
  /** One customer's whole map, or a page of all customers. */
  readonly customers: (context: TurnContext, wanted: CustomersWanted) => Promise<void>;
  readonly greeting: (context: TurnContext) => Promise<void>;
  /** A fault of Partner Center in the person's words; false for any other fault. */
  readonly explainFault: (context: TurnContext, error: unknown) => Promise<boolean>;
};

export const createSay = (deps: SayDeps): Say => {
  const send = async (context: TurnContext, card: AdaptiveCard): Promise<void> => {
    await context.sendActivity(cardActivity(card));
  };
  return {
    help: async (context) => {
      const person = speakerOf(context);
      const transfers = await deps.transfersOf(person.tenantId);
      await send(context, help({ side: person.side, roles: person.roles, can: topicsFor(person, transfers) }, textOf(context)));
    },
    status: async (context) => {
      const name = behind(context.activity.text ?? '', 1);
      if (name !== '' && (await sayCustomers(deps, context, { subject: '', name, page: 0 }))) return;
      const transfers = await deps.transfersOf(speakerOf(context).tenantId);
      const open = transfers.filter(isOpenWork);
      const items = open.map((transfer) => ({ transfer, waitingOn: waitingOn(transfer), since: waitsSince(transfer) }));
      await send(context, statusCard({ items, now: deps.now().toISOString(), ...(await ownMap(deps, speakerOf(context), transfers)), asks: await partnersAsks(deps, speakerOf(context)) }, textOf(context)));
    },
    customers: async (context, wanted) => {
      if (!(await sayCustomers(deps, context, wanted))) await context.sendActivity(textOf(context).t('map.customers.none'));
    },
    greeting: async (context) => {
      const text = textOf(context);
      const suggest = (key: 'suggest.transfer' | 'suggest.status' | 'suggest.help') => ({ type: 'imBack', title: text.t(key), value: text.t(key) });
      const mine = speakerOf(context).side === 'partner' ? [suggest('suggest.transfer')] : [];
      await context.sendActivity({
        type: 'message',
        text: text.t('say.hello', { name: speakerOf(context).name }),
        suggestedActions: { to: [context.activity.from.id], actions: [...mine, suggest('suggest.status'), suggest('suggest.help')] },
      });
    },
    explainFault: async (context, error) => {
      const trouble = troubleOf(error, deps.now());
      if (trouble === undefined) return false;
      const text = textOf(context);
      const words = troubleWords(trouble, 'creating', text);
      const down = trouble.kind === 'unreachable' || trouble.kind === 'throttled';
      await context.sendActivity(down ? text.t('dialog.partner-center-down') : [words.title, ...words.rows.map((row) => row.text)].join(' '));
      return true;
    },
  };
};

/** Open in the everyday sense: somebody still has to do something, or Microsoft has. */
const isOpenWork = (transfer: Transfer): boolean =>
  !isSettled(transfer.phase) || ((transfer.phase === 'complete' || transfer.phase === 'partly-complete') && !isVerified(transfer));

const waitsSince = (transfer: Transfer): string => transfer.landed?.at ?? transfer.since;

/** What this person can do now, from role and from what is open (R202). */
const topicsFor = (person: Person, transfers: readonly Transfer[]): HelpTopic[] => {
  const able = transfers.map((transfer) => abilities(person, transfer));
  const topics: [HelpTopic, boolean][] = [
    ['transfer', person.side === 'partner' && rolesFor('create').some((role) => person.roles.includes(role))],
    ['decide', able.some((one) => one.mayDecide)],
    ['withdraw', able.some((one) => one.mayWithdraw)],
    ['confirm', able.some((one) => one.mayConfirm)],
    ['check', able.some((one) => one.mayCheck)],
    ['resend', transfers.some((transfer) => isSendable(transfer)) && able.some((one) => one.mayResend)],
  ];
  return [...topics.filter(([, can]) => can).map(([topic]) => topic), 'status', 'cancel', 'notifications', 'language', 'sign-out'];
};

const troubleOf = (error: unknown, now: Date): Trouble | undefined => {
  const at = now.toISOString();
  if (isPartnerCenterError(error)) return { kind: error.kind, code: error.code, httpStatus: error.httpStatus, correlationId: error.correlationId, at };
  if (!isTokenError(error)) return undefined;
  const kind = error.why === 'unreachable' ? ('unreachable' as const) : ('unauthorised' as const);
  return { kind, code: codeOfTokenError(error), httpStatus: undefined, correlationId: error.correlationId ?? '-', at };
};
