/* The head of the chat: with whom, as whom; in a group one may write as any member. */
import { $, drawing, el } from './dom.js';
import { face } from './people.js';
import { here, membersOf, nameOf, nameWithin, state, titleOf } from './state.js';
import { inOurs, words } from './words.js';

let act = {};

export function prepare(actions) {
  act = actions;
}

function writer(group) {
  const name = nameWithin(state.person);
  if (!group) return el('div', { class: 'you' }, el('span', {}, words.you, ' ', el('b', { dir: 'auto' }, name)), face(state.person, ''));
  const members = here().people.map(id => el('option', { value: id, selected: id === state.person }, nameOf(id)));
  const turn = event => act.writeAs(here().people.find(id => String(id) === event.target.value));
  return el('label', { class: 'you' }, el('span', {}, words.you), el('span', { class: 'sr' }, `. ${words.writeAs}`),
    el('select', { id: 'writer', onchange: turn }, members), face(state.person, ''));
}

/** Draw the head anew; the choice of the writer keeps the focus. */
export function draw() {
  const group = here().kind !== 'private';
  const focused = document.activeElement?.id === 'writer';
  $('chat-title').textContent = group ? titleOf(here()) : inOurs(state.programme.name);
  $('chat-face').className = `avatar small ${group ? 'w5' : 'bot'}`;
  $('chat-face').replaceChildren(drawing(group ? 'people' : 'ribbon', group ? 'icon' : ''));
  $('chat-sub').replaceChildren(
    el('span', { class: 'calm' }, group ? `${membersOf(here())}, ${words.bot}` : words.bot),
    el('span', { class: 'busy', 'aria-hidden': 'true' }, words.typing),
    group ? '' : el('span', { class: 'narrow-only', dir: 'auto' }, ` · ${words.youAre(nameWithin(state.person))}`));
  $('you').replaceChildren(writer(group));
  if (focused) $('writer')?.focus({ preventScroll: true });
  document.title = $('page-title').textContent = words.title(inOurs(state.programme.name));
}
