import { doneBy } from '../done-by.ts';
import { profileOf } from '../profiles/find.ts';
import type { Step } from '../steps.ts';

/** Today a reseller loses the API when its direct role ends, so what is known is taken out first; by the guide of 2020 it stays open (R130). */
export const exportStep: Step = {
  id: 'export',
  rules: [130, 205],
  of: 'organisation',
  side: 'partner',
  roles: ['admin-agent', 'global-admin'],
  needs: [],
  blocks: () => [],
  progress: ({ facts, profile }) => {
    if (!profileOf(profile).apiEndsWithDirectRole.value) return { state: 'not-needed', why: { code: 'api-stays', rule: 130, profile } };
    const exported = facts.latest('exported');
    if (exported === undefined || exported.value.rows < exported.value.of) return undefined;
    return doneBy(exported);
  },
};
