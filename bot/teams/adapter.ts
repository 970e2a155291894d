import { AuthenticationConstants, BotFrameworkAuthentication, ClaimsIdentity, ConnectorFactory } from 'botframework-connector';
import type { AuthenticateRequestResult, ConnectorClient, UserTokenClient } from 'botframework-connector';
import { CloudAdapter } from 'botbuilder';
import type { Activity, ConversationReference, InvokeResponse, TurnContext } from 'botbuilder';
import type { Log } from '../log.ts';
import type { Connectors } from './connector.ts';

export type TurnLogic = (context: TurnContext) => Promise<void>;
export type TurnReply = { status: number; body?: unknown };

export type AdapterDeps = {
  appId: string;
  connectors: Connectors;
  log: Pick<Log, 'error'>;
  /** The sentence for a person whose button press failed by our fault, in the language of the activity. */
  apology: (locale: string | undefined) => string;
};

const CALLER = 'urn:botframework:azure';

class MemoisedFactory extends ConnectorFactory {
  readonly #connectors: Connectors;
  constructor(connectors: Connectors) {
    super();
    this.#connectors = connectors;
  }
  override async create(serviceUrl: string): Promise<ConnectorClient> {
    return this.#connectors.of(serviceUrl);
  }
}

/** Gives the SDK its way out and nothing else: inbound authentication is not the SDK's business here, and asking for it is a fault. */
class OutboundOnly extends BotFrameworkAuthentication {
  readonly #factory: ConnectorFactory;
  constructor(factory: ConnectorFactory) {
    super();
    this.#factory = factory;
  }
  override authenticateRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new Error('The SDK was asked to authenticate a request; the edge does that.'));
  }
  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return this.authenticateRequest();
  }
  override createConnectorFactory(): ConnectorFactory {
    return this.#factory;
  }
  override createUserTokenClient(): Promise<UserTokenClient> {
    // The bot token service is not used (sign-in is ours), so no second service client is built for each turn.
    return Promise.resolve(undefined as unknown as UserTokenClient);
  }
}

const asDate = (value: unknown): Date | undefined => {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
};

/** The SDK works on activities with parsed times and keeps the texts beside them; its own function for that is not exported. */
const withTimes = (activity: Record<string, unknown>): Activity => {
  const { timestamp, localTimestamp, expiration } = activity;
  return {
    ...activity,
    timestamp: asDate(timestamp), rawTimestamp: timestamp,
    localTimestamp: asDate(localTimestamp), rawLocalTimestamp: localTimestamp,
    expiration: asDate(expiration), rawExpiration: expiration,
  } as unknown as Activity;
};

/** What Teams is told when a button press failed: a valid answer of the universal action contract, never 501 or a stack. */
const failedAction = (text: string): TurnReply =>
  ({ status: 200, body: { statusCode: 500, type: 'application/vnd.microsoft.error', value: { code: 'InternalError', message: text } } });

/**
 * The SDK's cloud adapter, fed with requests that our guard has already verified. `processActivity` takes an authentication result
 * instead of a header: given one, the SDK neither authenticates nor fetches its process-wide key metadata, and it sends through our
 * connector clients. `process` (the SDK's HTTP entrance) is not used.
 */
export class VaxlaAdapter extends CloudAdapter {
  readonly #deps: AdapterDeps;
  readonly #factory: ConnectorFactory;
  /** Turns that threw, by their activity. */
  readonly #failed = new WeakSet<object>();

  constructor(deps: AdapterDeps) {
    const factory = new MemoisedFactory(deps.connectors);
    super(new OutboundOnly(factory));
    this.#deps = deps;
    this.#factory = factory;
    // Records and ends. Talking to Teams here would fail for the same reason as the turn did, and start a loop of deliveries.
    this.onTurnError = async (context: TurnContext, error: Error): Promise<void> => {
      this.#failed.add(context.activity);
      deps.log.error({ error, activityType: context.activity.type, activityName: context.activity.name }, 'turn failed');
    };
  }

  /** Runs one verified delivery. The reply is what the edge answers: 200 for messages, the bot's own body for invokes, 500 after a fault. */
  async deliver(activity: Record<string, unknown>, claims: { audience: string; issuer: string; serviceUrl: string }, logic: TurnLogic): Promise<TurnReply> {
    const authenticated: AuthenticateRequestResult = {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      callerId: CALLER,
      connectorFactory: this.#factory,
      claimsIdentity: new ClaimsIdentity([
        { type: AuthenticationConstants.AudienceClaim, value: claims.audience },
        { type: AuthenticationConstants.IssuerClaim, value: claims.issuer },
        { type: AuthenticationConstants.ServiceUrlClaim, value: claims.serviceUrl },
      ], 'Bearer'),
    };
    const turn = withTimes(activity);
    const invoke = await this.processActivity(authenticated, turn, logic);
    return this.#reply(turn, invoke);
  }

  #reply(turn: Activity, invoke: InvokeResponse | undefined): TurnReply {
    const failed = this.#failed.has(turn);
    if (failed && turn.name === 'adaptiveCard/action') return failedAction(this.#deps.apology(turn.locale));
    if (failed) return { status: 500 };
    if (invoke === undefined) return { status: 200 };
    // 501 is how the SDK says that nobody handles this invoke; for Teams it is a place that does not exist.
    return invoke.status === 501 ? { status: 404 } : { status: invoke.status, body: invoke.body as unknown };
  }

  /**
   * A turn that nobody asked for, to a stored reference. Unlike a turn that came in, its faults reach the caller, who has to know
   * whether the notice went out. Throws `OutboundError` (refused) when the reference leads anywhere but to Teams (A10).
   */
  override async continueConversation(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void> {
    this.#deps.connectors.of(String(reference.serviceUrl));
    let fault: { error: unknown } | undefined;
    await this.continueConversationAsync(this.#deps.appId, reference, async (context: TurnContext) => {
      // The SDK makes an id up for this turn, and would have every message reply to an activity that does not exist.
      delete context.activity.id;
      try {
        await logic(context);
      } catch (error) {
        fault = { error };
      }
    });
    if (fault !== undefined) throw fault.error;
  }
}
