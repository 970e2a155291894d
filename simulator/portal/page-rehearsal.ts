import { SWITCHES, switchOf, type SwitchName } from '../partner-center/switches.ts';
import { EVENT_NAMES } from '../partner-center/webhooks/names.ts';
import { STORIES } from '../stories/stories.ts';
import { button, html, type Html } from './html.ts';
import { renderBadDays } from './page-bad-days.ts';
import type { Weather } from './neighbours.ts';
import { chip, choice, deed, field, frame, nameOf, press, table, time, word, type View } from './page.ts';

/** The rehearsal as a whole: its story, its weather, and the readings that the twin follows. */
export const renderRehearsal = (view: View, weather: Weather): string =>
  frame(view, view.t.rehearsal, html`${story(view)}${renderBadDays(view, weather)}${faults(view)}${webhooks(view)}${switches(view)}`);

const same = (names: readonly string[]): [string, string][] => names.map((name) => [name, name]);

const story = (view: View): Html => {
  const { t, deps: { state } } = view;
  const inside = html`${choice(t.story, 'name', same(Object.keys(STORIES)), String(state.meta.get('story')?.value))}${button(t.begin)}`;
  return html`<h2>${t.story}</h2><p>${t.beginWarning}</p><div class="row">${deed(view, '/story', {}, inside)}</div>
<p><a href="/export" download="rehearsal.json">${t.save}</a>. ${t.loadAbout}</p>`;
};

const KINDS = ['status', 'burst', 'throttle', 'hang', 'drop-before', 'drop-after', 'cut', 'stale', 'partial-page', 'partial-transfer'];

const faults = (view: View): Html => {
  const { t, deps: { state } } = view;
  const waiting = state.faults.all().map((f) => html`<li>${f.kind} ${f.match.method ?? '*'} ${f.match.route ?? f.match.pathIncludes ?? '*'} × ${f.times}${f.chance === undefined ? '' : ` (${f.chance})`}</li>`);
  const inside = html`${choice(t.kind, 'kind', same(KINDS))}${field(t.method, 'method', { size: 6 })}${field(t.path, 'pathIncludes', { size: 14 })}${field(t.status, 'status', { value: '503', size: 4 })}
${field(t.code, 'code', { size: 7 })}${field('Retry-After', 'retryAfter', { size: 5 })}${field(t.minutesBehind, 'minutes', { size: 4 })}${choice(t.pageKind, 'page', same(['', 'half', 'missing', 'repeated']))}
${field(t.times, 'times', { value: '1', size: 4 })}${field(t.chance, 'chance', { size: 4 })}${field(t.seed, 'seed', { size: 8 })}${button(t.addFault)}`;
  const list = waiting.length === 0 ? html`<p>${t.noFaults}</p>` : html`<ul>${waiting}</ul>`;
  return html`<h2>${t.faults}</h2>${list}<div class="row">${deed(view, '/faults', {}, inside)}</div><div class="row">${press(view, '/faults/clear', {}, t.clearFaults)}</div>`;
};

const LAST = 20;

const webhooks = (view: View): Html => {
  const { t, deps: { state } } = view;
  const waiting = state.webhookFaults.all().map((f) => html`<li>${f.kind} ${f.eventName ?? '*'} × ${f.times}</li>`);
  const inside = html`${choice(t.kind, 'kind', same(['lost', 'duplicated', 'late', 'reversed']))}${choice(t.event, 'eventName', same(['', ...EVENT_NAMES]))}
${field(t.delay, 'delayMs', { size: 9 })}${field(t.times, 'times', { value: '1', size: 4 })}${button(t.addFault)}`;
  const sent = state.deliveries.all().slice(-LAST).reverse();
  const rows = sent.map((d) => html`<tr><td>${time(view, d.createdAt)}</td><td>${nameOf(state, d.tenantId)}</td><td>${d.eventName}</td><td>${chip(word(t, d.phase))}</td><td>${d.attempts.length}</td></tr>`);
  const list = rows.length === 0 ? html`<p>${t.noDeliveries}</p>` : table([t.time, t.caller, t.event, t.state, t.attempts], rows);
  return html`<h2>${t.webhookFaults}</h2><ul>${waiting}</ul><div class="row">${deed(view, '/webhook-faults', {}, inside)}</div><h2>${t.deliveries}</h2>${list}`;
};

const switches = (view: View): Html => {
  const { t, deps: { state } } = view;
  const rows = (Object.keys(SWITCHES) as SwitchName[]).map((name) => {
    const { initial, others, about } = SWITCHES[name] as { initial: string; others: readonly string[]; about: string };
    const now = switchOf(state, name);
    const input = others.includes('number')
      ? html`<label><span class="unseen">${t.value}</span><input type="number" min="0" name="value" value="${now}"></label> `
      : html`<label><span class="unseen">${t.value}</span><select name="value">${[initial, ...others].map((v) => (v === now ? html`<option selected>${v}</option>` : html`<option>${v}</option>`))}</select></label> `;
    return html`<tr><td><code>${name}</code></td><td>${deed(view, '/switches', { name }, html`${input}${button(t.set)}`)}</td><td lang="en">${about}</td></tr>`;
  });
  return html`<h2>${t.switches}</h2><p>${t.switchesAbout}</p>${table([t.switches, t.value, t.meaning], rows)}`;
};
