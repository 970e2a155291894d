/** Pages of the Partner Center portal that steps lead to, as paths of partner.microsoft.com. */
export const PORTAL_PAGES = {
  /** Where "Enroll now" and, after the approval, the agreement are shown (R19, R31). */
  overview: '/dashboard/home',
  /** Account settings, legal profile, Program info (R28). */
  programInfo: '/dashboard/account/v3/organization/legalinfo',
  support: '/dashboard/support/servicerequests',
  incentives: '/dashboard/incentives/overview',
} as const;

/** Microsoft's documents that the guide refers to; they move, so cards call them possibly dead (R200). */
export const DOCUMENTS = {
  requirements: 'https://learn.microsoft.com/partner-center/enroll/direct-partner-new-requirements',
  supportPlans: 'https://partner.microsoft.com/support/partnersupport',
} as const;

/** Where a customer's own administrator accepts the Microsoft Customer Agreement (API topic 7.5, R112). */
export const ACCEPTANCE = 'https://admin.microsoft.com/AdminPortal/Home?ref=/BillingAccounts/agreement';
