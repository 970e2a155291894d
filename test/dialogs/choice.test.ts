import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { defaultChoice } from '../../journey/reminders/choice.ts';
import { Stage, aScene } from './stage.ts';

const USUAL = { mode: 'instant', from: '18:00', until: '08:00', weekends: 'true', zone: 'Europe/Stockholm' };
const opened = async (locale: 'en' | 'sv' = 'en', muted: readonly string[] = []): Promise<Stage> => {
  const stage = new Stage(aScene({ locale, choice: { ...defaultChoice('Europe/Stockholm'), muted } }));
  await stage.send({ text: locale === 'en' ? 'notifications' : 'aviseringar' });
  return stage;
};
const answered = async (inputs: Record<string, string>): Promise<[string, Stage]> => {
  const stage = await opened();
  return [(await stage.press('send', { ...USUAL, ...inputs })).join('\n'), stage];
};

describe('How a person wants to be told', () => {
  it('shows what holds, in both languages', async () => {
    deepEqual((await opened()).inputs(), { mode: 'instant', from: '18:00', until: '08:00', weekends: 'true', zone: 'Europe/Stockholm', 'mute-all': 'false' });
    const stage = new Stage(aScene({ locale: 'sv' }));
    match((await stage.send({ text: 'aviseringar' })).join(), /Tyst från.*Tidszon.*En begäran om beslut visas direkt|En begäran om beslut visas direkt.*Tyst från.*Tidszon/s);
  });

  it('keeps what was chosen', async () => {
    const [said, stage] = await answered({ mode: 'daily', from: '17.30', until: '9', weekends: 'false', zone: 'Asia/Kolkata', 'mute-all': 'true' });
    match(said, /Saved.*One summary a day.*Quiet from 17:30 until 09:00/);
    deepEqual({ ...stage.scene.choice, timeZone: '' }, { mode: 'daily', timeZone: '', quietFrom: 17 * 60 + 30, quietUntil: 9 * 60, quietWeekends: false, muted: ['all'] });
  });

  it('takes the same hour twice for no quiet hour at all', async () => match((await answered({ from: '00:00', until: '00:00' }))[0], /No hour is quiet \(Europe\/Stockholm\)/));

  it('refuses what is no mode, no hour or no zone, says which, and keeps what was typed', async () => {
    for (const [inputs, problem] of [[{ zone: 'Mars/Olympus' }, /no time zone of that name/], [{ from: '24:00' }, /Give an hour/], [{ until: '7:60' }, /Give an hour/], [{ until: 'soon' }, /Give an hour/], [{ mode: 'never' }, /Choose how much/], [{ zone: '+02:00' }, /no time zone/]] as const) {
      const [said, stage] = await answered(inputs);
      match(said, problem);
      deepEqual(stage.scene.choice, defaultChoice('Europe/Stockholm'), JSON.stringify(inputs));
      const [[id, typed] = ['', '']] = Object.entries(inputs);
      deepEqual(stage.inputs()[id], typed);
    }
    const [said] = await answered({ zone: 'x', from: 'x' });
    match(said, /Give an hour.*no time zone/s);
  });

  it('takes muting back, and says how much was muted', async () => {
    const stage = await opened('en', ['kind:countdown', 'subject:customer:x']);
    match(JSON.stringify(stage.inputs()), /"unmute":"false"/);
    await stage.press('send', { ...USUAL, unmute: 'true' });
    deepEqual(stage.scene.choice.muted, []);
    const kept = await opened('en', ['all']);
    await kept.press('send', USUAL);
    deepEqual(kept.scene.choice.muted, ['all']);
  });

  it('can be left, and changes nothing then', async () => {
    const stage = await opened();
    const said = (await stage.press('leave', { ...USUAL, mode: 'daily' })).join();
    match(said, /You left without recording/);
    doesNotMatch(said, /Saved/);
    deepEqual(stage.scene.choice.mode, 'instant');
  });
});
