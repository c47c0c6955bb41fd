/* People, chat, clock: side by side, or one at a time with a bar below where there is little room. */
import { $, drawing, el, fill } from './dom.js';
import { state } from './state.js';
import { words } from './words.js';

const ROLES = { people: 'navigation', chat: 'main', clock: 'complementary' };
const narrow = matchMedia('(max-width: 56.24em)');
const page = $('page');
let act = {};

/** Give the bar what follows when one turns to a pane. */
export function prepare(actions) {
  act = actions;
  $('bar').setAttribute('aria-label', words.parts);
  narrow.addEventListener('change', giveRoles);
  giveRoles();
  draw();
}

/** Whether a pane can be seen now. */
export const isSeen = pane => !narrow.matches || page.dataset.pane === pane;

/* Where only one pane has room, it is what the page is about; the others are not there. */
function giveRoles() {
  for (const [pane, role] of Object.entries(ROLES)) $(`pane-${pane}`).setAttribute('role', narrow.matches && isSeen(pane) ? 'main' : role);
}

/** Turn to a pane, where only one has room. */
export function show(pane) {
  page.dataset.pane = pane;
  giveRoles();
  if (pane === 'chat') state.unread.delete(state.chat);
  draw();
  act.turned();
}

function badge(count) {
  return el('span', { class: 'badge' }, el('span', { 'aria-hidden': 'true' }, count), el('span', { class: 'sr' }, words.unread(count)));
}

/** Draw the bar with the number of unread messages. */
export function draw() {
  const unread = [...state.unread.values()].reduce((sum, count) => sum + count, 0);
  fill($('bar'), Object.keys(ROLES).map((pane, index) => el('button', {
    type: 'button', 'data-key': pane, 'aria-current': String(pane === page.dataset.pane), onclick: () => show(pane),
  }, drawing(pane), el('span', {}, words.panes[index]), pane === 'people' && unread ? badge(unread) : null)));
}
