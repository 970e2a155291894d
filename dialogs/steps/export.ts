import { LONGEST_COPY } from '../../cards/step-card.ts';
import { nextPart } from '../../journey/export-csv.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { isTicked } from './inputs.ts';
import type { StepScript, StepView } from './script.ts';

const partOf = ({ facts, transfers }: StepView) => nextPart(facts, transfers, LONGEST_COPY);

/** Warns that the API goes with the direct role, and hands out what is known as CSV, part by part, before that (R130, R205). */
export const exportStep: StepScript = {
  id: 'export',
  usesTransfers: true,
  face: (view) => {
    const { text, profile } = view;
    const ends = profileOf(profile).apiEndsWithDirectRole;
    const part = partOf(view);
    return {
      title: text.t('step.export.title'),
      intro: text.t(ends.value ? 'export.warning' : 'export.no-warning'),
      said: [text.t('export.what'), text.t('export.safe'), text.t('export.rows', { rows: part.rows, of: part.of })],
      fields: [
        { kind: 'copy', id: 'csv', label: text.t('export.copy'), value: part.csv.replaceAll('\r\n', '\n') },
        { kind: 'toggle', id: 'saved', label: text.t('export.saved'), title: text.t('export.saved.yes') },
      ],
    };
  },
  answer: (inputs, view) => {
    const { text, subject } = view;
    if (!isTicked(inputs, 'saved')) return { ok: false, problem: text.t('export.saved.error') };
    const { rows, of } = partOf(view);
    return { ok: true, facts: [{ subject, kind: 'exported', value: { rows, of }, proof: 'attested' }] };
  },
  goesOn: ({ facts }) => {
    const exported = facts.latest('exported')?.value;
    return exported !== undefined && exported.rows < exported.of;
  },
  outcome: ({ text, facts }) => {
    const exported = facts.latest('exported')?.value;
    if (exported === undefined || exported.rows < exported.of) return undefined;
    return { title: text.t('export.done'), intro: text.t('export.done.text', { rows: exported.of }) };
  },
};
