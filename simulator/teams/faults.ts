import { z } from 'zod';

/** Which calls of the connector a fault strikes; `all` is every one of them. */
export const CONNECTOR_ROUTES = ['send', 'reply', 'update', 'delete', 'create', 'members', 'team', 'all'] as const;
export type ConnectorRoute = (typeof CONNECTOR_ROUTES)[number];

const times = z.number().int().min(1).max(1000).default(1);

const connectorFault = z.strictObject({
  route: z.enum(CONNECTOR_ROUTES).default('all'),
  /** `hang` never answers. */
  status: z.union([z.literal(403), z.literal(404), z.literal(412), z.literal(413), z.literal(429), z.literal(500), z.literal(502), z.literal(503), z.literal('hang')]),
  /** How many calls it strikes. */
  count: times,
  /** Seconds, for 429 and 503; null sends no Retry-After. */
  retryAfter: z.number().int().min(0).max(3600).nullable().default(1),
  /** The call is carried out first, and only its answer is lost. */
  executed: z.boolean().default(false),
});

/**
 * What happens to the next activities on their way to the bot. `resend`: once more with the same id after `afterMs`; `twice`: two at
 * once with the same id, and with a new id after `afterMs`; `hold`: arrives after the next one; `lost`: never arrives although
 * Teams thinks so; `unknown-kid`: signed by a key that nobody publishes.
 */
const deliveryFault = z.strictObject({
  mode: z.enum(['resend', 'twice', 'hold', 'lost', 'unknown-kid']),
  count: times,
  /** Only activities of this type, and of this name for invokes, or of this action for installations. */
  type: z.string().optional(),
  name: z.string().optional(),
  afterMs: z.number().int().min(0).max(60_000).default(15_000),
});

const change = z.strictObject({
  /** `consent`: Entra wants consent first, and the bot hears of it; `silent`: there is no token and nobody says why; `garbage`: a token that is none. */
  ssoFails: z.enum(['consent', 'silent', 'garbage', 'none']).nullable().transform((kind) => (kind === 'none' ? null : kind)).optional(),
  connector: z.array(connectorFault).optional(),
  delivery: z.array(deliveryFault).optional(),
  /** Forgets the token that activities are signed with, so that the next one carries the key of now. */
  freshToken: z.literal(true).optional(),
});

export type ConnectorFault = z.infer<typeof connectorFault>;
export type DeliveryFault = z.infer<typeof deliveryFault>;
export type FaultChange = z.infer<typeof change>;
export const faultChange: z.ZodType<FaultChange> = change;
type State = { ssoFails: 'consent' | 'silent' | 'garbage' | null; connector: ConnectorFault[]; delivery: DeliveryFault[] };

export type TeamsFaults = {
  state(): State;
  /** Lists replace the lists before them; an empty list ends its faults. */
  set(change: FaultChange): State;
  takeConnector(route: ConnectorRoute): ConnectorFault | undefined;
  takeDelivery(activity: { type: string; name?: unknown; action?: unknown }): DeliveryFault | undefined;
};

/** The trainer's bad days of this twin. They live in memory: a restart is a good day. */
export const createFaults = (): TeamsFaults => {
  let state: State = { ssoFails: null, connector: [], delivery: [] };
  return {
    state: () => state,
    set: ({ ssoFails, connector, delivery }) => {
      state = { ssoFails: ssoFails === undefined ? state.ssoFails : ssoFails, connector: connector ?? state.connector, delivery: delivery ?? state.delivery };
      return state;
    },
    takeConnector: (route) => {
      const found = state.connector.find((one) => one.route === 'all' || one.route === route);
      if (found !== undefined) state = { ...state, connector: used(state.connector, found) };
      return found;
    },
    takeDelivery: ({ type, name, action }) => {
      const found = state.delivery.find((one) => (one.type ?? type) === type && (one.name === undefined || one.name === name || one.name === action));
      if (found !== undefined) state = { ...state, delivery: used(state.delivery, found) };
      return found;
    },
  };
};

const used = <T extends { count: number }>(faults: readonly T[], one: T): T[] =>
  faults.flatMap((fault) => (fault !== one ? [fault] : fault.count > 1 ? [{ ...fault, count: fault.count - 1 }] : []));
