/* Faults that one may switch on, and the line above the chat that says what is wrong, so that nobody forgets it. */
import { $, drawing, el, fill, tell } from './dom.js';
import { isBlocked, nameWithin, state } from './state.js';
import { words } from './words.js';

let act = {};
let connected = true;

export function prepare(actions) {
  act = actions;
}

function toggle(key, name, on, change) {
  const flip = event => {
    act.fault(change(event.target.checked));
    tell((event.target.checked ? words.isOn : words.isOff)(name));
  };
  return el('label', { class: 'switch' }, el('span', { dir: 'auto' }, name),
    el('input', { type: 'checkbox', role: 'switch', 'data-key': key, checked: on, onchange: flip }));
}

function bar(text, button) {
  $('trouble').hidden = false;
  fill($('trouble'), drawing('stop'), el('span', { dir: 'auto' }, text), button);
}

function switchOff() {
  act.fault({ slow: false, down: false });
  for (const id of state.faults.blocked) act.fault({ unblock: id });
  $('log').focus({ preventScroll: true });
}

/** Draw the switches and the line above the chat. */
export function draw() {
  const { slow, down, blocked } = state.faults;
  const me = state.person;
  fill($('switches'),
    toggle('slow', words.slow, slow, on => ({ slow: on })),
    toggle('down', words.down, down, on => ({ down: on })),
    toggle('block', words.blocks(nameWithin(me)), isBlocked(me), on => (on ? { block: me } : { unblock: me })));
  const names = [slow && words.slow, down && words.down, ...blocked.map(id => words.blocks(nameWithin(id)))].filter(Boolean);
  if (!connected) bar(words.lost, null);
  else if (names.length) bar(`${words.on} ${names.join(', ')}`, el('button', { type: 'button', 'data-key': 'off', onclick: switchOff }, words.off));
  else $('trouble').hidden = true;
}

/** The line to the program holds, or was lost: said above the chat, and once to screen readers. */
export function connection(holds) {
  if (holds === connected) return;
  connected = holds;
  tell(holds ? words.lostCalm : words.lost);
  if (state.person !== null) draw();
}
