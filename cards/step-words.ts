import type { Role } from '../journey/records.ts';
import type { StepId } from '../journey/step-ids.ts';
import type { StepState } from '../journey/steps.ts';
import type { Text } from '../locales/text.ts';
import { clean } from './clean.ts';
import type { CardData, Density } from './render.ts';
import type { Row } from './words.ts';
import { anyRoleWords } from './words.ts';

/** A step of the journey as a map shows it. */
export type MapRow = { readonly step: StepId; readonly state: StepState; readonly roles: readonly Role[] };

/** Code points of what somebody pointed to; the whole of it is in the export. */
const LONGEST_EVIDENCE = 80;

/** Some things are known by the day only. */
const momentWords = (iso: string, text: Text): string => (iso.length === 10 ? text.day(iso) : text.dateTime(iso));

/** Where a step stands, in one sentence: who, since when, how sure, and what it rests on. */
export const stateWords = ({ state, roles }: MapRow, text: Text, { name }: Pick<Density, 'name'>): string => {
  switch (state.state) {
    case 'done': {
      const done = text.t(`map.${state.proof}`, { who: clean(state.by, name), when: text.dateTime(state.at) });
      return state.evidence === undefined ? done : `${done}. ${text.t('map.evidence', { evidence: clean(state.evidence, Math.min(name, LONGEST_EVIDENCE)) })}`;
    }
    case 'waiting': {
      const waiting = text.t('map.waiting', { who: text.t(`map.on.${state.on}`), since: momentWords(state.since, text) });
      return state.due === undefined ? waiting : `${waiting} ${text.t(state.about === true ? 'map.due.about' : 'map.due', { when: text.day(state.due) })}`;
    }
    case 'ready':
      return text.t('map.ready', { roles: anyRoleWords(roles, text) });
    case 'not-needed':
      return text.t('map.not-needed');
    case 'blocked': {
      const missing = state.verdicts.find((verdict) => verdict.missing !== undefined)?.missing;
      const who = text.t('map.takes', { roles: anyRoleWords(roles, text) });
      return `${missing === undefined ? text.t('map.blocked') : text.t('map.blocked-by', { step: stepTitle(missing, text) })}. ${who}`;
    }
  }
};

export const stepTitle = (step: StepId, text: Text): string => text.t(`step.${step}.title`);

export const stepRow = (row: MapRow, text: Text, density: Pick<Density, 'name'>): Row => ({ strong: stepTitle(row.step, text), text: `: ${stateWords(row, text, density)}` });

/** A button of a map. `step` is empty where a choice beside it says which; `subject` is empty for steps of the organisation. */
type Button = { readonly verb: 'open-step' | 'show-customer' | 'show-customers'; readonly title: string; readonly step?: StepId; readonly subject?: string; readonly page?: number };

export const mapButton = ({ verb, title, step, subject = '', page = 0 }: Button): CardData => ({ verb, title, step: step ?? '', subject, page: String(page) });

export const openButton = (step: StepId, subject: string, text: Text): CardData => mapButton({ verb: 'open-step', title: text.t('map.open', { step: stepTitle(step, text) }), step, subject });
