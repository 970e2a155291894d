import type { Confidence, Dated, Profile } from './profile.ts';

const dated = <T>(value: T, from: string, source: string, confidence: Confidence): Dated<T> => ({ value, from, source, confidence });

/** Today's rules, each with the day from which it holds. */
export const p2026: Profile = {
  id: '2026',
  directRevenueFloors: dated(
    [{ usd: 300_000, from: '2021-01-01' }, { usd: 1_000_000, from: '2025-10-01' }],
    '2025-10-01', 'Direct-bill partner requirements, editions 2020 to 2025', 'documented',
  ),
  resellerRevenueFloor: dated(1_000, '2024-04-01', 'New indirect reseller requirement', 'documented'),
  enrolMonths: dated(undefined, '2023-10-01', 'Transition guide, edition of October 2023', 'documented'),
  restrictedFirst: dated(true, '2024-10-01', 'Transition guide, editions of 2024 and 2025', 'contradictory'),
  enforcementDays: dated({ suspended: 30, revoked: 60 }, '2025-10-25', 'Partner community announcement, 25 October 2025', 'inferred'),
  invitationGivesAdmin: dated(false, '2023-05-22', 'Granular delegated admin privileges, partner documentation', 'documented'),
  partnerMayAttest: dated(false, '2026-01-05', 'Customer agreement attestation, announcements of 2025', 'contradictory'),
  newCommerceTransfers: dated(true, '2024-07-01', 'Create a transfer, current edition', 'contradictory'),
  cancelHours: dated(168, '2023-01-01', 'Cancel a new-commerce subscription', 'documented'),
  storeForBusiness: dated(false, '2023-03-31', 'Microsoft Store for Business retirement', 'documented'),
  tenureMonths: dated(12, '2020-10-27', 'Direct-bill partner requirements, edition of 27 October 2020', 'documented'),
  securityRequirements: dated(true, '2025-10-01', 'Partner security requirements', 'contradictory'),
  incentiveFloors: dated({ usd: 25_000, score: 25 }, '2025-10-01', 'Incentives announcements, October 2025', 'inferred'),
  apiEndsWithDirectRole: dated(true, '2023-10-01', 'Transition guide, edition of October 2023', 'documented'),
};
