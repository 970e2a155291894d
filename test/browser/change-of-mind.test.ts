import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { until } from '../helpers/until.ts';
import { look } from './look.ts';
import { askInSwedish, wordsOn } from './pane.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

describe('A no, a second try and a withdrawal in the rehearsal room', function () {
  let stage: Stage;
  before(async function () {
    stage = await openStage(this);
  });
  after(async () => stage?.close());
  afterEach(() => stage.faultless());

  const phases = async (): Promise<string[]> => (await stage.world.transfers()).map((transfer) => transfer.phase);

  it('tells Astrid the reason of a rejection, and keeps it on the card', async () => {
    const { page, astrid, sofia } = stage;
    await astrid.press(await askInSwedish(astrid, { customer: 'Åkes Plåt' }), 'Skicka begäran');
    const approval = await sofia.card(/Accept transfer/);
    await sofia.press(approval, 'Reject transfer');
    await approval.getByRole('radio', { name: 'Wrong number of licences' }).check();
    await approval.getByRole('textbox').fill('Twelve, please: two have left.');
    await look(page, '13-reject-form');
    await sofia.press(approval, 'Send the rejection');
    await sofia.card(/Rejected by Sofia Dahl/);
    const told = await astrid.card('Twelve, please: two have left.');
    match(await wordsOn(told), /Avvisad av Sofia Dahl[^]*Anledning: Fel antal licenser/);
    ok(!(await wordsOn(told)).includes('Okänt läge'), 'lines that never moved have no state');
    await told.getByRole('button', { name: /^Rätta och skicka/ }).waitFor();
    await look(page, '14-rejected');
  });

  it('lets Astrid fix it and send it again', async () => {
    const { page, astrid, sofia } = stage;
    const told = astrid.root.getByTestId('card').filter({ has: page.getByRole('button', { name: /^Rätta och skicka/ }) }).last();
    await astrid.press(told, 'Rätta och skicka');
    const lines = await astrid.card('Vilka prenumerationer ska flyttas?');
    ok((await lines.getByRole('checkbox', { checked: true }).count()) > 0, 'what was asked for before is ticked already');
    await look(page, '15-fix');
    await astrid.press(lines, 'Nästa: läs igenom begäran');
    await astrid.press(await astrid.card('Läs igenom innan du skickar'), 'Skicka begäran');
    await sofia.card(/Accept transfer/);
    deepEqual(await phases(), ['rejected', 'open']);
  });

  it('shows who it waits for, and lets Astrid take it back while it is open', async () => {
    const { page, astrid, sofia } = stage;
    await astrid.type('status');
    match(await wordsOn(await astrid.card('Öppna överföringar')), /Väntar på Nordvind Distribution sedan/);
    const open = astrid.root.getByTestId('card').filter({ has: page.getByRole('button', { name: /^Dra tillbaka/ }) }).last();
    await astrid.press(open, 'Dra tillbaka');
    await look(page, '16-withdraw');
    await astrid.press(open, 'Ja, dra tillbaka');
    await sofia.card(/Withdrawn by Astrid Lind/);
    await until('the request is withdrawn', async () => (await phases())[1] === 'withdrawn');
    await look(page, '17-withdrawn');
    equal(await sofia.root.getByRole('button', { name: /^Accept transfer/ }).count(), 0);
  });

  it('leaves a dialog at the word, without having sent anything', async () => {
    const { astrid } = stage;
    await astrid.type('flytta');
    await astrid.card('Vilken kund ska flyttas?');
    await astrid.type('avbryt');
    await astrid.root.getByText('Avbrutet. Inget har ändrats.').waitFor();
    equal((await phases()).length, 2);
  });
});
