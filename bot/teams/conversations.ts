import type { ConversationState, TurnContext } from 'botbuilder';
import { askAgain } from '../../commands/ask-again.ts';
import { auditRefusal } from '../../commands/audit-refusal.ts';
import { confirmLanded, lookNow, mayBegin } from '../../commands/confirm-landed.ts';
import { decideTransfer } from '../../commands/decide-transfer.ts';
import type { CommandDeps } from '../../commands/deps.ts';
import { movableCustomers, movableLines } from '../../commands/movable.ts';
import { orderTransfer } from '../../commands/order-transfer.ts';
import { showTransfer } from '../../commands/show-transfer.ts';
import { customerGate, enrolmentGate } from '../../commands/transfer-gate.ts';
import { takeStep } from '../../commands/take-step.ts';
import { resumeParked } from '../../commands/resume-parked.ts';
import { createRoot } from '../../dialogs/root.ts';
import { findCard, newHandle, newestHandle } from '../../ledger/cards.ts';
import { choiceOf, saveChoice } from '../../ledger/choices.ts';
import { releaseHeld } from '../../ledger/outbox.ts';
import { factsOf, tenantsAsking } from '../../ledger/facts.ts';
import { chooseLocale, claimWelcome, findConversation, findPerson, markDead } from '../../ledger/people.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import { claimActivity } from '../../ledger/seen-activities.ts';
import type { TurnLock } from '../../ledger/turn-lock.ts';
import { findTransfer, transfersOf } from '../../ledger/transfers.ts';
import type { Graph } from '../../partnercenter/graph.ts';
import type { Tokens } from '../../partnercenter/tokens.ts';
import type { Log } from '../log.ts';
import { OPEN_DIALOG } from '../worker.ts';
import type { OpenDialog } from '../worker.ts';
import type { VaxlaAdapter } from './adapter.ts';
import { createAnswerPress } from './answer-press.ts';
import { createCardActions } from './card-actions.ts';
import type { Connectors } from './connector.ts';
import { createCourier } from './courier.ts';
import { deliverTo } from './notifier.ts';
import { createPeople } from './people.ts';
import { createReminderPresses } from './reminder-presses.ts';
import { createSay } from './say.ts';
import { createSignIn } from './sign-in.ts';
import { viewTransfer } from './transfer-view.ts';
import { setSpeaker, speakerOf, textOf } from './turn.ts';
import { VaxlaBot } from './vaxla-bot.ts';

export type ConversationDeps = {
  readonly appId: string;
  /** Address of a page in Partner Center's portal, or of the rehearsal's. */
  readonly portal: (path: string) => string;
  readonly commands: CommandDeps;
  readonly graph: Graph;
  readonly tokens: Tokens;
  readonly turnLock: TurnLock;
  readonly state: ConversationState;
  readonly adapter: VaxlaAdapter;
  readonly connectors: Connectors;
  readonly log: Log;
};

export type Conversations = {
  readonly bot: VaxlaBot;
  readonly deliver: (who: { tenantId: string; personId: string }) => Promise<void>;
  readonly openDialog: (request: OpenDialog) => Promise<void>;
};

/** More than any partner of the guide moves; steps that close and export look at all of them. */
const MOST_TRANSFERS = 5000;

/** Puts the Teams side together: who speaks, what is said, what a press does, what is sent unasked. */
export const createConversations = (deps: ConversationDeps): Conversations => {
  const { commands, tokens, graph, state, log } = deps;
  const { db, now } = commands;
  const people = createPeople({ db, organisation: commands.organisation, rolesOf: graph.rolesOf, now, log });
  const signIn = createSignIn({ appId: deps.appId, tokens, resumeParked: (tenantId, personId) => resumeParked(commands, tenantId, personId), newId: commands.newId });
  const partnersAsking = async (providerId: string) => {
    const partners = (await tenantsAsking(db, providerId)).flatMap((tenantId) => commands.organisation(tenantId) ?? []);
    return Promise.all(partners.map(async ({ tenantId, name }) => ({ name, facts: await factsOf(db, tenantId) })));
  };
  const say = createSay({ transfersOf: (tenantId) => transfersOf(db, tenantId), factsOf: (tenantId) => factsOf(db, tenantId), partnersAsking, now });

  const root = createRoot(
    {
      speaker: speakerOf,
      text: textOf,
      newId: commands.newId,
      newHandle,
      partnerOfRecord: (person) => commands.organisation(person.tenantId)?.mpnId ?? '',
      isSignedIn: signIn.isSignedIn,
      signInMessage: signIn.message,
      movableCustomers: (person) => movableCustomers(commands, person),
      movableLines: (person, customerId) => movableLines(commands, person, customerId),
      enrolmentGate: (person) => enrolmentGate(commands, person),
      customerGate: (person, overview) => customerGate(commands, person, overview),
      showTransfer: (person, transferId) => showTransfer(commands, person, transferId),
      isOrdered: async (person, transferId) => (await findTransfer(db, transferId))?.source.tenantId === person.tenantId,
      orderTransfer: (order) => orderTransfer(commands, order),
      partnerCenter: commands.partnerCenter,
      now,
      portal: deps.portal,
      choiceOf: (context) => choiceOf(db, speakerOf(context)),
      saveChoice: async (context, choice) => {
        await saveChoice(db, speakerOf(context), choice);
        await releaseHeld(db, speakerOf(context), now());
      },
      factsOf: (tenantId) => factsOf(db, tenantId),
      transfersOf: (tenantId) => transfersOf(db, tenantId, MOST_TRANSFERS),
      takeStep: (order) => takeStep(commands, order),
      sayHelp: say.help,
      sayStatus: say.status,
      sayCustomers: say.customers,
      sayGreeting: say.greeting,
      explainFault: say.explainFault,
      signOut: async (context) => {
        await signIn.signOut(speakerOf(context));
        await context.sendActivity(textOf(context).t('say.signed-out'));
      },
      chooseLanguage: async (context, locale) => {
        const person = speakerOf(context);
        await chooseLocale(db, person, locale);
        setSpeaker(context, { ...person, locale });
        await context.sendActivity(textOf(context).t('say.language'));
      },
    },
    state,
  );

  const view = async (person: KnownPerson, transfer: Parameters<typeof viewTransfer>[1], handle: string) => {
    const key = { tenant_id: person.tenantId, person_id: person.personId, transfer_id: transfer.transferId };
    return viewTransfer(person, transfer, { handle, isNewest: (await newestHandle(db, key)) === handle, portal: deps.portal });
  };
  const actions = createCardActions({
    signIn,
    findCard: (handle) => findCard(db, handle),
    findTransfer: (transferId) => findTransfer(db, transferId),
    decide: (order) => decideTransfer(commands, order),
    askAgain: (person, transferId) => askAgain(commands, person, transferId),
    confirmLanded: (person, transferId) => confirmLanded(commands, person, transferId),
    lookNow: (transferId) => lookNow(commands, transferId),
    mayBegin: (person, begun) => mayBegin(commands, person, begun),
    noteStranger: (person, { transferId, verb }) => auditRefusal(commands, { person, transferId, deed: verb, code: 'unknown-handle' }),
    openDialog: async ({ tenantId, personId }, transferId) => {
      const request: OpenDialog = { tenantId, personId, transferId };
      await db.transaction().execute((trx) => commands.send(trx, OPEN_DIALOG, request, { singletonKey: `${personId}/${transferId}` }));
    },
  });

  const reportFault = (error: unknown): string => {
    const reference = commands.newId();
    log.error({ error, reference }, 'turn failed');
    return reference;
  };
  const inTurn = (context: TurnContext, work: () => Promise<void>): Promise<void> =>
    deps.turnLock.withTurn(`${speakerOf(context).tenantId}/${context.activity.conversation.id}`, work);
  const bot = new VaxlaBot({
    people,
    root,
    signIn,
    inTurn,
    answerPress: createAnswerPress({ actions, signIn, view }),
    reminderPresses: createReminderPresses(commands),
    isFirstDelivery: ({ activity }) => claimActivity(db, `${activity.conversation.id}/${activity.id}`, now()),
    claimWelcome: (person) => claimWelcome(db, person.tenantId, person.personId, now()),
    organisationName: (tenantId) => commands.organisation(tenantId)?.name ?? '',
    reportFault,
    leave: async (person) => {
      await markDead(db, person.tenantId, person.personId, now());
      await tokens.forget(person.tenantId, person.personId);
    },
  });

  const courier = createCourier(deps.connectors);
  const deliver = (who: { tenantId: string; personId: string }): Promise<void> =>
    deps.turnLock.withTurn(`deliver/${who.tenantId}/${who.personId}`, () =>
      deliverTo({ db, courier, now, withFreshRoles: people.withFreshRoles, signInMessage: signIn.unasked, crashPoint: commands.crashPoint, portal: deps.portal, log }, who),
    );

  /** A conversation that begins from a button of a card: a turn of its own, because the press was answered long ago. */
  const openDialog = async ({ tenantId, personId, transferId }: OpenDialog): Promise<void> => {
    const conversation = await findConversation(db, tenantId, personId);
    const person = await findPerson(db, tenantId, personId);
    const transfer = await findTransfer(db, transferId);
    if (conversation === undefined || conversation.dead_since !== null || person === undefined || transfer === undefined) return;
    const reference = {
      channelId: 'msteams',
      serviceUrl: conversation.service_url,
      conversation: { id: conversation.conversation_id, conversationType: 'personal', tenantId, isGroup: false, name: '' },
      bot: { id: conversation.bot_id, name: 'Växla' },
      user: { id: conversation.user_id, name: person.name, aadObjectId: personId },
    };
    const start = { customerId: transfer.customer.customerId, selected: transfer.lines.map((line) => line.subscriptionId), replaces: transferId };
    await deps.adapter.continueConversation(reference, async (context) => {
      setSpeaker(context, await people.withFreshRoles(person));
      try {
        await inTurn(context, () => root.startTransfer(context, start));
      } catch (error) {
        await context.sendActivity(textOf(context).t('say.error', { reference: reportFault(error) }));
      }
    });
  };

  return { bot, deliver, openDialog };
};
