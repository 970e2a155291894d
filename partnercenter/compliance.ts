import { z } from 'zod';
import type { PersonAccess } from './access.ts';
import { isPartnerCenterError } from './errors.ts';
import { parse } from './paging.ts';
import type { Requests } from './request.ts';
import type { ReadOptions } from './seen.ts';

/** Whether a reseller has accepted its agreement (API topic 5.6); by PartnerID, because only that answer looks at the enrolment as well (2204). */
export type Compliance = {
  readonly agreementStatus: (access: PersonAccess, mpnId: string, options?: ReadOptions) => Promise<AgreementStatus>;
};

/** `why`: the agreement is not accepted, or the company is not enrolled as indirect reseller yet. */
export type AgreementStatus = { readonly signed: true } | { readonly signed: false; readonly why: 'not-signed' | 'not-enrolled' };

/** The codes that answer the question; every other one (2000, 2001, 2200, 2201, 2205) says that it could not be asked and stays an error. */
const ANSWERS: Readonly<Record<string, AgreementStatus>> = {
  2203: { signed: false, why: 'not-signed' },
  2204: { signed: false, why: 'not-enrolled' },
  2206: { signed: false, why: 'not-signed' },
};

const status = z.object({ isAgreementSigned: z.boolean() });

export const createCompliance = (requests: Requests): Compliance => ({
  agreementStatus: async (access, mpnId, options) => {
    try {
      const path = `/v1/compliance/csp/agreementstatus?mpnId=${encodeURIComponent(mpnId)}`;
      const answer = await requests.read({ access, attempted: 'read partner agreement status', path, options });
      return parse(answer, status, answer.json).isAgreementSigned ? { signed: true } : { signed: false, why: 'not-signed' };
    } catch (error) {
      const known = isPartnerCenterError(error) && error.httpStatus === 400 ? ANSWERS[error.code ?? ''] : undefined;
      if (known === undefined) throw error;
      return known;
    }
  },
});
