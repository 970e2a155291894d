import { match } from 'node:assert/strict';
import { verdictWords } from '../../dialogs/verdict-words.ts';
import { createText } from '../../locales/text.ts';

describe('The words of a verdict', () => {
  const said = (rule: number, profile: '2020' | '2026', locale: 'en' | 'sv' = 'en'): string => verdictWords({ code: 'step-missing', rule, profile, missing: 'assess' }, createText(locale));

  it('name rule, rule set, where it is written and since when it holds (R207)', () => {
    match(said(96, '2026'), /\(rule R96, rule set 2026; source: Transition guide, 5 June 2020; holds since 5 June 2020\)/);
    match(said(184, '2020'), /source: Direct-bill requirements, 27 April 2020; holds since 31 August 2018/);
    match(said(96, '2026', 'sv'), /\(regel R96, regeluppsättning 2026; källa: Transition guide, 5 June 2020; gäller sedan 5 juni 2020\)/);
  });

  it('name the source of today where the rule sets differ, and the old one for the old set (R207)', () => {
    match(said(197, '2026'), /source: Partner community announcement, 25 October 2025; holds since 25 October 2025/);
    match(said(197, '2020'), /source: Direct-bill requirements, 27 April 2020/);
  });
});
