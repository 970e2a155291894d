import type { DirectBill, ProgramRecord } from '../partner-center/portal-records.ts';
import { businessDaysAfter } from '../partner-center/program-clock.ts';
import { programOf } from '../partner-center/program.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import type { PartnerRecord } from '../partner-center/state.ts';
import { switchOf } from '../partner-center/switches.ts';
import { partnerOf, personOf } from './actors.ts';
import { PortalError } from './errors.ts';

type Deps = Pick<PipelineDeps, 'state' | 'clock'>;
type ByPerson = { readonly partnerId: string; readonly personId?: string | undefined };

const put = ({ state }: Deps, program: ProgramRecord): ProgramRecord => state.programs.set(program.partnerId, program);

/** September to December (R21): months in which the function was first shown. */
const isInWindow = (anniversary: string): boolean => Number(anniversary.slice(0, 2)) >= 9;

/**
 * "Enroll now" (R19), by a Global administrator of the same tenant (R16). Microsoft approves after `businessDays`, at once by default
 * (R26); `byHand` leaves it to whoever plays Microsoft.
 */
export const enrol = (deps: Deps, ask: ByPerson & { readonly businessDays: number | 'byHand' }): ProgramRecord => {
  const partner = partnerOf(deps.state, ask.partnerId);
  const program = programOf(deps.state, partner);
  if (partner.isProvider || program.directBill === 'none') throw new PortalError(409, 'Only a direct-bill partner enrols by this transition.');
  if (program.reseller !== 'notStarted') throw new PortalError(409, 'The partner has enrolled already.');
  if (program.directBill === 'revoked') throw new PortalError(409, 'The direct-bill role is revoked: this tenant has no transition any more.');
  if (switchOf(deps.state, 'program.anniversaryWindow') === 'on' && !isInWindow(program.anniversary)) {
    throw new PortalError(409, 'The function is shown to partners with an anniversary from September to December only.');
  }
  personOf({ tenantId: partner.id, roles: ['GlobalAdministrator'], personId: ask.personId });
  const now = deps.clock.now();
  const due = ask.businessDays === 'byHand' ? {} : { approvalDueAt: businessDaysAfter(now, ask.businessDays).toISOString() };
  return put(deps, { ...program, reseller: 'submitted', submittedAt: now.toISOString(), ...due });
};

/** Microsoft says yes (R25, R27). */
export const approve = (deps: Deps, ask: { readonly partnerId: string }): ProgramRecord => {
  const program = programOf(deps.state, partnerOf(deps.state, ask.partnerId));
  if (program.reseller !== 'submitted') throw new PortalError(409, 'No enrolment waits for approval.');
  return put(deps, { ...program, reseller: 'approved', approvedAt: deps.clock.now().toISOString() });
};

/** "Accept and continue" on the Overview page (R31-R35); from now on the tenant is both direct-bill partner and reseller. */
export const signAgreement = (deps: Deps, ask: ByPerson): PartnerRecord => {
  const partner = partnerOf(deps.state, ask.partnerId);
  const program = programOf(deps.state, partner);
  if (program.reseller !== 'approved') throw new PortalError(409, 'There is no approved enrolment whose agreement could be signed.');
  personOf({ tenantId: partner.id, roles: ['GlobalAdministrator'], personId: ask.personId });
  put(deps, { ...program, reseller: 'signed', signedAt: deps.clock.now().toISOString() });
  return deps.state.partners.set(partner.id, { ...partner, isReseller: true, mpaSigned: true });
};

export type ProgramChange = {
  readonly partnerId: string;
  readonly directBill?: DirectBill | undefined;
  readonly ttmRevenueUsd?: number | undefined;
  readonly anniversary?: string | undefined;
  readonly resellerSuspended?: boolean | undefined;
};

/** What Microsoft alone decides: the direct-bill state, and the figures that it goes by. Revoked means that the interface is lost, too. */
export const changeProgram = (deps: Deps, ask: ProgramChange): ProgramRecord => {
  const partner = partnerOf(deps.state, ask.partnerId);
  if (partner.isProvider && ask.directBill !== undefined) throw new PortalError(409, 'A provider holds no direct-bill role.');
  if (ask.resellerSuspended !== undefined) deps.state.partners.set(partner.id, { ...partner, isResellerSuspended: ask.resellerSuspended });
  const { restrictedAt, ...program } = programOf(deps.state, partner);
  const directBill = ask.directBill ?? program.directBill;
  const isFree = directBill === 'active' || directBill === 'none';
  return put(deps, {
    ...program, directBill, ttmRevenueUsd: ask.ttmRevenueUsd ?? program.ttmRevenueUsd, anniversary: ask.anniversary ?? program.anniversary,
    ...(isFree ? {} : { restrictedAt: restrictedAt ?? deps.clock.now().toISOString() }),
  });
};
