/* What was sent: newest first, to whom, and Telegram's verdict in a word. */
import { $, drawing, el, fill, roving } from './dom.js';
import { chatOf, state, titleOf } from './state.js';
import { clockHour } from './times.js';
import { words } from './words.js';

const LOOKS = { delivered: ['once', ''], edited: ['pen', ''], waiting: ['wait', 'wait'], blocked: ['stop', 'bad'], refused: ['stop', 'bad'] };
const list = $('sent');
let act = {};

export function prepare(actions) {
  act = actions;
  roving(list);
}

function row(entry, index, kept) {
  const [icon, look] = LOOKS[entry.verdict];
  const chat = chatOf(entry.chat);
  const stop = kept === undefined ? index === 0 : String(entry.id) === kept;
  return el('li', {}, el('button', { type: 'button', 'data-key': entry.id, tabindex: stop ? 0 : -1, onclick: () => act.openAt(entry) },
    el('time', { class: 'at', datetime: entry.at }, clockHour(entry.at)),
    el('span', { class: 'words' }, el('span', { class: 'who cut', dir: 'auto' }, chat ? titleOf(chat) : entry.to), el('span', { class: 'what cut', dir: 'auto' }, entry.text)),
    el('span', { class: `verdict ${look}`.trim() }, drawing(icon), words[entry.verdict])));
}

/** Draw the list anew; who reads below stays there. */
export function draw() {
  const kept = list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const below = list.scrollTop && list.scrollHeight - list.scrollTop;
  const entries = [...state.sent].reverse();
  $('sent-count').textContent = entries.length || '';
  fill(list, entries.length ? entries.map((entry, index) => row(entry, index, kept)) : el('li', { class: 'none' }, words.nothingSent));
  if (below) list.scrollTop = list.scrollHeight - below;
}
