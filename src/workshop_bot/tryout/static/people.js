/* The list of those one may be, with the groups below, and the form that adds a person. */
import { $, drawing, el, fill, roving } from './dom.js';
import { firstLine, isBlocked, isolated, membersOf, personOf, rows, state, titleOf } from './state.js';
import { clockHour } from './times.js';
import { language, words } from './words.js';

const list = $('people');
let act = {};
let adding = false;

export function prepare(actions) {
  act = actions;
  roving(list);
}

/** The round face of a person, of the bot (0) or of a group (null). */
export function face(id, size) {
  if (id === 0) return el('span', { class: `avatar bot ${size}`, 'aria-hidden': 'true' }, drawing('ribbon', ''));
  const person = personOf(id);
  if (!person) return el('span', { class: `avatar w5 ${size}`, 'aria-hidden': 'true' }, drawing('people'));
  if (person.role === 'organiser') return el('span', { class: `avatar w4 ${size}`, 'aria-hidden': 'true' }, drawing('voice'));
  const colour = `w${(state.people.indexOf(person) % 3) + 1}`;
  return el('span', { class: `avatar ${colour} ${size}`, 'aria-hidden': 'true' }, /[\p{L}\p{N}]/u.exec(person.name)?.[0].toLocaleUpperCase() ?? '');
}

function hint(chat, person) {
  if (!person) return membersOf(chat);
  return person.role === 'organiser' ? words.organiserHint : words.fresh;
}

function row(chat) {
  const person = chat.kind === 'private' ? personOf(chat.people[0]) : null;
  const newest = chat.messages.at(-1);
  const unread = state.unread.get(chat.id) ?? 0;
  const current = chat.id === state.chat;
  return el('li', {}, el('button', {
    type: 'button', class: 'person', 'data-key': chat.id, 'data-chat': chat.id, tabindex: current ? 0 : -1, 'aria-current': current ? 'true' : null, onclick: () => act.open(chat),
  },
  face(person?.id ?? null, ''),
  el('span', { class: 'line' },
    el('span', { class: 'name cut', dir: 'auto' }, titleOf(chat)),
    person?.role === 'participant' ? el('span', { class: 'tongue' }, words[person.language] ?? person.language) : null,
    newest ? el('time', { class: 'at', datetime: newest.at }, clockHour(newest.at)) : el('span')),
  el('span', { class: 'line' },
    el('span', { class: 'cut', dir: 'auto' }, newest ? firstLine(newest) : hint(chat, person)),
    person && isBlocked(person.id) ? el('span', { class: 'shut' }, drawing('stop'), el('span', { class: 'sr' }, words.blocks(isolated(titleOf(chat))))) : null,
    unread ? el('span', { class: 'badge' }, el('span', { 'aria-hidden': 'true' }, unread), el('span', { class: 'sr' }, words.unread(unread))) : null)));
}

/** Draw the list anew. */
export function draw() {
  fill(list, rows().map(row));
}

function submit(event) {
  event.preventDefault();
  const { name, tongue } = event.target.elements;
  if (!name.value.trim()) return void name.focus();
  adding = false;
  act.add(name.value.trim(), tongue.value);
  drawFoot();
}

function close() {
  adding = false;
  drawFoot();
  $('foot').querySelector('button').focus();
}

function open() {
  adding = true;
  drawFoot();
  $('foot').querySelector('input').focus();
}

function form() {
  const tongues = ['vi', 'fr', 'en'].map(code => el('option', { value: code, selected: code === language }, words[code]));
  return el('form', { class: 'adder', onsubmit: submit, onkeydown: event => event.key === 'Escape' && close() },
    el('h3', {}, words.add),
    el('label', {}, words.name, el('input', { type: 'text', name: 'name', maxlength: 64, autocomplete: 'off', dir: 'auto' })),
    el('label', {}, words.language, el('select', { name: 'tongue' }, tongues)),
    el('div', { class: 'two' },
      el('button', { class: 'fill' }, words.confirm),
      el('button', { class: 'plain', type: 'button', onclick: close }, words.cancel)));
}

/** Draw the foot of the list: the button that adds a person, or its form. */
export function drawFoot() {
  $('foot').replaceChildren(adding ? form() : el('button', { class: 'quiet', type: 'button', onclick: open }, drawing('plus'), words.add));
}
