import type { CustomerClass, Facts, FactValues, ProfileId, Subject } from '../facts.ts';
import { profileOf } from '../profiles/find.ts';
import { mayDo } from './classify.ts';
import { isAccepted } from './partner-up.ts';
import type { Verdict } from './verdict.ts';

export type RouteChoice = FactValues['route-chosen'];

export const classKnown = (facts: Facts, subject: Subject): CustomerClass => facts.latest('customer-classed', subject)?.value.class ?? 'unknown';

export type RouteView = { readonly facts: Facts; readonly profile: ProfileId; readonly subject: Subject };

/** Extension and invitation are the two ways to a provider (R82); the others need none. */
const needsProvider = ({ route }: RouteChoice): boolean => route === 'extension' || route === 'invitation';

/**
 * What speaks against a choice: a provider whose invitation was never accepted (R56, R88), an extension for a customer that is not direct
 * (R86, R87), and, where an invitation brings administrator rights, an extension although the provider needs them (R93). Today neither
 * brings them, so the choice is free and GDAP is asked for beside it.
 */
export const routeVerdicts = ({ facts, profile, subject }: RouteView, choice: RouteChoice): readonly Verdict[] => {
  const may = mayDo(classKnown(facts, subject), 'extend', profile);
  const isExtension = choice.route === 'extension';
  const wantsRights = isExtension && choice.needsAdminRights && profileOf(profile).invitationGivesAdmin.value;
  return [
    ...(needsProvider(choice) && !isAccepted(facts, choice.providerId) ? [{ code: 'provider-not-accepted', rule: isExtension ? 88 : 56, profile }] : []),
    ...(isExtension && !may.allowed ? [may.verdict] : []),
    ...(wantsRights ? [{ code: 'rights-need-invitation', rule: 93, profile }] : []),
  ];
};

/** The provider needs administrator rights and no way brings them any more: they are asked for separately (R93 as it is today). */
export const needsGdap = (choice: RouteChoice, profile: ProfileId): boolean =>
  choice.needsAdminRights && needsProvider(choice) && !profileOf(profile).invitationGivesAdmin.value;

/** The other ways are told apart from the chosen one when their steps are asked about; undefined while nothing was chosen. */
export const routeOf = (facts: Facts, subject: Subject): RouteChoice | undefined => facts.latest('route-chosen', subject)?.value;

/** Why there is no way to choose for a customer: it came through a provider (R87), or is already together with one (R103). */
export const noRouteNeeded = ({ facts, subject, profile }: RouteView): Verdict | undefined => {
  if (routeOf(facts, subject) !== undefined) return undefined;
  const known = classKnown(facts, subject);
  if (known === 'indirect') return { code: 'not-indirect-extend', rule: 87, profile };
  return known === 'extended' ? { code: 'already-extended', rule: 103, profile } : undefined;
};

/**
 * Whether something was said after the present provider was chosen: a consent or a confirmation for one provider says nothing about
 * another. `at` is the fact's place among all.
 */
export const isForPresentRoute = (facts: Facts, subject: Subject, at: number): boolean => {
  const choices = facts.all.flatMap((fact, index) => (fact.kind === 'route-chosen' && fact.subject === subject ? [{ index, providerId: fact.value.providerId }] : []));
  const present = choices.at(-1)?.providerId;
  const others = choices.findLastIndex(({ providerId }) => providerId !== present);
  const first = choices[others + 1];
  return first !== undefined && at > first.index;
};
