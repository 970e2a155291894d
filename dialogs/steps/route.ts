import type { Route } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { classKnown, needsGdap, routeOf, routeVerdicts } from '../../journey/rules/route.ts';
import { verdictWords } from '../verdict-words.ts';
import { providerField, providerName } from './customer-pages.ts';
import { choiceIn, wordIn } from './inputs.ts';
import type { StepScript } from './script.ts';

const ROUTES: readonly Route[] = ['extension', 'invitation', 'rebuy', 'wait'];
const RIGHTS = ['no', 'yes'] as const;
const DOCUMENT = 'https://learn.microsoft.com/partner-center/transition-direct-to-indirect';

/** Which way this customer goes to which provider, and whether the provider needs administrator rights (R82, R83, R92, R93, R105). */
export const route: StepScript = {
  id: 'route',
  face: ({ text, facts, subject, subjectName, profile }) => {
    const before = routeOf(facts, subject);
    const rights = profileOf(profile).invitationGivesAdmin.value ? 'route.rights.2020' : 'route.rights.2026';
    return {
      title: text.t('step.route.title'),
      intro: text.t('route.intro', { customer: subjectName }),
      said: [text.t('route.two-ways'), text.t('route.always-invitation'), text.t(rights), text.t('route.document')],
      shown: [{ label: text.t('classify.class'), value: text.t(`customer-class.${classKnown(facts, subject)}`) }],
      fields: [
        { kind: 'choice', id: 'route', label: text.t('route.choice'), required: text.t('route.choice.error'), choices: ROUTES.map((value) => ({ title: text.t(`route.${value}`), value })), ...(before === undefined ? {} : { value: before.route }) },
        providerField(facts, text, before?.providerId),
        { kind: 'choice', id: 'rights', label: text.t('route.rights'), required: text.t('route.rights.error'), choices: RIGHTS.map((value) => ({ title: text.t(`route.rights.${value}`), value })) },
      ],
      links: [{ title: text.t('route.document.link'), url: DOCUMENT }],
    };
  },
  answer: (inputs, view) => {
    const { text, subject } = view;
    const [chosen, rights] = [choiceIn(inputs, 'route', ROUTES), choiceIn(inputs, 'rights', RIGHTS)];
    if (chosen === undefined) return { ok: false, problem: text.t('route.choice.error') };
    if (rights === undefined) return { ok: false, problem: text.t('route.rights.error') };
    const value = { route: chosen, providerId: wordIn(inputs, 'provider'), needsAdminRights: rights === 'yes' };
    const [verdict] = routeVerdicts(view, value);
    return verdict === undefined ? { ok: true, facts: [{ subject, kind: 'route-chosen', value, proof: 'attested' }] } : { ok: false, problem: verdictWords(verdict, text) };
  },
  outcome: ({ text, facts, subject, subjectName, profile }) => {
    const chosen = routeOf(facts, subject);
    if (chosen === undefined) return undefined;
    const said = needsGdap(chosen, profile) ? [text.t('route.gdap', { provider: providerName(facts, chosen.providerId) })] : [];
    return { title: text.t('step.route.title'), intro: text.t(`route.next.${chosen.route}`, { customer: subjectName }), said };
  },
};
