import assert from 'node:assert/strict';
import { ASTRID, SOFIA, startRehearsal, until, type Rehearsal } from '../simulator/teams/rehearsal.ts';
import { chromiumOrSkip, launch, type Browser } from './chromium.ts';

describe('The rehearsal room: groups and channels', () => {
  let room: Rehearsal;
  let browser: Browser;
  before(async function () {
    const path = chromiumOrSkip(this);
    room = await startRehearsal();
    browser = await launch(path);
  });
  after(async () => {
    await browser?.close();
    await room?.close();
  });

  it('stand among the chats of a person who is in them, with what the bot says there', async () => {
    const made = await room.post('/api/groups', { kind: 'channel', name: 'Licences', teamName: 'Fjordline', memberIds: [ASTRID.id] });
    const group = (await made.json()) as { id: string; conversationId: string };
    const page = await browser.open(room.teams.address);
    const partner = page.getByTestId('pane-partner');
    await partner.locator(`.face[data-person="${ASTRID.id}"]`).click();
    const chats = partner.getByTestId('chat-select');
    await chats.selectOption({ label: 'Fjordline › Licences' });
    await (await room.client()).conversations.sendToConversation(group.conversationId, { type: 'message', text: 'A word to all.' });
    await partner.getByText('A word to all.').waitFor();
    await partner.getByRole('textbox').fill('Heard by all.');
    await partner.getByRole('textbox').press('Enter');
    await partner.getByText('Heard by all.').waitFor();
    await until(() => room.fake.received.some((activity) => JSON.stringify(activity).includes('Heard by all.')));
    await chats.selectOption({ label: 'Växla' });
    await partner.getByText('A word to all.').waitFor({ state: 'detached' });
    assert.equal(await page.getByTestId('pane-provider').getByTestId('chat-select').count(), 0, `${SOFIA.name} is in no group`);
    assert.deepEqual(browser.faults, []);
  });
});
