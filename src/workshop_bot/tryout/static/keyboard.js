/* Keys that work everywhere on the page. */
import { $ } from './dom.js';
import * as composer from './composer.js';
import { rows, state } from './state.js';

const PANES = ['people', 'chat', 'clock'];

function focusIn(pane) {
  const first = {
    people: () => $('people').querySelector('[tabindex="0"]'),
    chat: () => $('message'),
    clock: () => $('days').querySelector('button') ?? $('moves').querySelector('button'),
  }[pane]();
  first?.focus();
}

function nextPane(step, show) {
  const at = PANES.findIndex(pane => $(`pane-${pane}`).contains(document.activeElement));
  const pane = PANES[(at < 0 ? (step > 0 ? 0 : 2) : at + step + 3) % 3];
  show(pane);
  focusIn(pane);
}

function nextPerson(step, open) {
  const all = rows();
  const at = all.findIndex(chat => chat.id === state.chat);
  const next = all[at + step];
  if (next) open(next);
}

/** Listen; `show` turns to a pane, `open` opens a chat. */
export function prepare({ show, open }) {
  document.addEventListener('keydown', event => {
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const typing = event.target.matches('input, textarea, select');
    if (event.key === 'F6') nextPane(event.shiftKey ? -1 : 1, show);
    else if (event.altKey && event.key === 'ArrowDown') nextPerson(1, open);
    else if (event.altKey && event.key === 'ArrowUp') nextPerson(-1, open);
    else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      show('chat');
      composer.openMenu();
    } else return;
    event.preventDefault();
  });
}
