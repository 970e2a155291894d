import type { z } from 'zod';
import type { Ask, Handler, Route } from '../http.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { clearBadDays, setBadDay } from './bad-days.ts';
import type { Neighbours } from './neighbours.ts';
import { acceptInvitation } from './acceptance.ts';
import { changeSeats, extendRelationship, setAccount, setAgreement } from './customer-actions.ts';
import { PortalError } from './errors.ts';
import { changeGdap, requestGdap } from './gdap-actions.ts';
import { answerInvitation, invitePartner } from './partnership-actions.ts';
import { approve, changeProgram, enrol, signAgreement } from './program-actions.ts';
import { addFault, addWebhookFault, clearFaults, loadState, loadStory, moveClock, saveState, setSwitches, switches, time } from './rehearsal-actions.ts';
import * as want from './requests.ts';
import { decideByHand, failLine } from './transfer-actions.ts';

/** What an action answers is the JSON of the reply; a form is sent back to its page instead. */
export type Action = (ask: Ask) => unknown;

const read = <T>(schema: { safeParse(value: unknown): z.ZodSafeParseResult<T> }, body: unknown): T => {
  const result = schema.safeParse(body ?? {});
  if (!result.success) throw new PortalError(400, result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  return result.data;
};

export const isForm = (ask: Ask): boolean => String(ask.headers['content-type'] ?? '').includes('form-urlencoded');

/** Forms are flat: what belongs to `match` stands beside the rest. */
const unflatten = (ask: Ask): unknown => {
  if (!isForm(ask)) return ask.body;
  const { method, pathIncludes, route, ...rest } = (ask.body ?? {}) as Record<string, unknown>;
  return { match: { method, pathIncludes, route }, ...rest };
};

/** A form sets one switch, named in a field of its own. */
const named = (ask: Ask): unknown => {
  const { name, value } = (ask.body ?? {}) as Record<string, unknown>;
  return isForm(ask) ? { [String(name)]: value } : ask.body;
};

/** Everything as it stands, for tests and for looking closely. */
const whole = ({ state, clock }: PipelineDeps): object => ({
  now: clock.now().toISOString(), offsetMs: clock.offset(), story: state.meta.get('story')?.value, partners: state.partners.all(), programs: state.programs.all(),
  partnerships: state.partnerships.all(), gdap: state.gdap.all(), customers: state.customers.all(), subscriptions: state.subscriptions.all(),
  transfers: state.transfers.all(), orders: state.orders.all(), audit: state.audit.all().map((entry) => entry.record),
  registrations: state.registrations.all(), deliveries: state.deliveries.all(),
  faults: state.faults.all(), webhookFaults: state.webhookFaults.all(), failLines: state.failLines.all(), switches: state.switches.all(),
});

/** The control API: what only people can do, the time, the weather, and the rehearsal as a whole. */
export const controlRoutes = (deps: PipelineDeps & { readonly neighbours: Neighbours }, act: (action: Action) => Handler): Route[] => [
  ['get', '/clock', act(() => time(deps))],
  ['post', '/clock', act((ask) => moveClock(deps, read(want.CLOCK, ask.body)))],
  ['get', '/state', act(() => whole(deps))],
  ['get', '/counts', act(() => deps.traffic.counts())],
  ['get', '/requests', act(() => deps.traffic.recent())],
  ['post', '/story', act((ask) => loadStory(deps, read(want.STORY, ask.body)))],
  ['get', '/export', act(() => saveState(deps))],
  ['post', '/import', act((ask) => loadState(deps, read(want.SAVED, ask.body)))],
  ['post', '/portal/enrol', act((ask) => enrol(deps, read(want.ENROL, ask.body)))],
  ['post', '/portal/approve', act((ask) => approve(deps, read(want.OF_PARTNER, ask.body)))],
  ['post', '/portal/sign', act((ask) => signAgreement(deps, read(want.OF_PARTNER, ask.body)))],
  ['post', '/portal/program', act((ask) => changeProgram(deps, read(want.PROGRAM, ask.body)))],
  ['post', '/portal/partnerships', act((ask) => invitePartner(deps, read(want.PARTNERSHIP, ask.body)))],
  ['post', '/portal/partnerships/:invitationId', act((ask) => answerInvitation(deps, { ...read(want.ANSWER, ask.body), invitationId: ask.params['invitationId'] ?? '' }))],
  ['post', '/portal/invitations/accept', act((ask) => acceptInvitation(deps, read(want.ACCEPTANCE, ask.body)))],
  ['post', '/portal/extend', act((ask) => extendRelationship(deps, read(want.EXTEND, ask.body)))],
  ['post', '/portal/agreement', act((ask) => setAgreement(deps, read(want.AGREEMENT, ask.body)))],
  ['post', '/portal/account', act((ask) => setAccount(deps, read(want.ACCOUNT, ask.body)))],
  ['post', '/portal/seats', act((ask) => changeSeats(deps, read(want.SEATS, ask.body)))],
  ['post', '/portal/gdap', act((ask) => requestGdap(deps, read(want.GDAP, ask.body)))],
  ['post', '/portal/gdap/:gdapId', act((ask) => changeGdap(deps, { ...read(want.GDAP_CHANGE, ask.body), gdapId: ask.params['gdapId'] ?? '' }))],
  ['post', '/portal/transfers/:transferId', act((ask) => decideByHand(deps, { ...read(want.DECIDE, ask.body), transferId: ask.params['transferId'] ?? '' }))],
  ['post', '/portal/fail-line', act((ask) => failLine(deps, read(want.FAIL_LINE, ask.body)))],
  ['post', '/faults', act((ask) => addFault(deps, read(want.FAULT, unflatten(ask))))],
  ['post', '/webhook-faults', act((ask) => addWebhookFault(deps, read(want.WEBHOOK_FAULT, ask.body)))],
  ['del', '/faults', act(() => clearFaults(deps))],
  ['post', '/faults/clear', act(() => clearFaults(deps))],
  ['post', '/bad-days', act((ask) => setBadDay(deps, read(want.BAD_DAY, ask.body)))],
  ['post', '/bad-days/clear', act((ask) => clearBadDays(deps, read(want.BAD_DAY_PLACE, ask.body)))],
  ['get', '/switches', act(() => switches(deps))],
  ['post', '/switches', act((ask) => setSwitches(deps, read(want.SWITCH_VALUES, named(ask))))],
];
