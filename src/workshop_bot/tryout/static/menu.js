/* The list above the composer: commands after "/", or inline results after "@bot ". The focus stays in the text; the list follows it. */
import { $, el } from './dom.js';

let options = [];
let at = 0;

export const isOpen = () => options.length > 0;

/** Show entries (title, detail, choose, complete?) above the field; none closes the list. */
export function open(entries, label) {
  const same = options.map(entry => entry.title).join('\n') === entries.map(entry => entry.title).join('\n');
  options = entries;
  if (!same) at = 0;
  draw(label);
}

export function close() {
  open([], '');
}

function draw(label) {
  const place = $('menu-place');
  const message = $('message');
  if (!place || !message) return;
  if (!isOpen()) {
    place.replaceChildren();
    for (const name of ['aria-controls', 'aria-activedescendant']) message.removeAttribute(name);
    return;
  }
  const items = options.map((entry, index) => el('li', {
    role: 'option', id: `option-${index}`, 'aria-selected': String(index === at),
    onmousedown: event => event.preventDefault(), onclick: () => entry.choose(),
  }, el('b', { dir: 'auto' }, entry.title), el('span', { class: 'cut', dir: 'auto' }, entry.detail)));
  const kind = options[0].title.startsWith('/') ? 'commands' : 'commands inline';
  place.replaceChildren(el('ul', { class: `${kind} scroll`, role: 'listbox', id: 'command-list', 'aria-label': label, tabindex: 0, onkeydown: key }, items));
  message.setAttribute('aria-controls', 'command-list');
  mark();
}

function mark() {
  const items = [...$('command-list').children];
  items.forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
  items[at].scrollIntoView({ block: 'nearest' });
  for (const id of ['message', 'command-list']) $(id).setAttribute('aria-activedescendant', `option-${at}`);
}

/** Take a key that belongs to the list; true if it did. */
export function key(event) {
  if (!isOpen()) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    at = (at + step + options.length) % options.length;
    mark();
  } else if (event.key === 'Enter' && !event.shiftKey) options[at].choose();
  else if (event.key === 'Tab' && !event.shiftKey) (options[at].complete ?? options[at].choose)();
  else return false;
  event.preventDefault();
  return true;
}
