import { h } from './dom.js';

/** The third pane: what only people can do in the portal, beside the chats that ask for it. Loaded only when somebody wants to see it. */
export const createPortalPane = ({ address, state }) => {
  const element = h('section', { class: 'pane portal-pane', 'data-testid': 'pane-portal', 'data-side': 'portal', hidden: true });
  const source = () => `${address}/?lang=${state.language}`;
  const draw = () => {
    const frame = h('iframe', { 'data-testid': 'portal-frame', title: state.t('portal'), src: source() });
    const again = h('button', { type: 'button', class: 'quiet', 'data-testid': 'portal-reload', onclick: () => void (frame.src = source()) }, state.t('portalReload'));
    element.setAttribute('aria-label', state.t('portal'));
    element.replaceChildren(h('header', { class: 'pane-head' }, h('div', { class: 'company' }, h('h2', {}, state.t('portal'))), again), frame);
  };
  return {
    element,
    show: (isShown) => {
      element.hidden = !isShown;
      document.body.dataset.portal = isShown ? 'open' : 'closed';
      if (isShown) draw();
      else element.replaceChildren();
    },
  };
};
