/* Where one writes: a line that grows to six, the menu above it, Start for a fresh person, and what is answered or edited. */
import { $, drawing, el } from './dom.js';
import * as menu from './menu.js';
import { firstLine, here, isBlocked, isMine, nameWithin, personOf, state } from './state.js';
import { inlineWords, suggestions } from './suggest.js';
import { words } from './words.js';

const LONGEST = 4096;
const place = $('composer');
const drafts = new Map(); // what stands in the field, by chat and person
let act = {};
let about = null; // {edit: message} or {reply: message}
let kind = ''; // what stands in the place: a form for one writer, or a button
let inlineTimer = 0;
let dismissed = false; // Esc closed the menu for this text

export function prepare(actions) {
  act = actions;
}

const draftKey = () => `${state.chat}:${state.person}`;
const text = () => $('message')?.value ?? '';

function write(value) {
  const field = $('message');
  field.value = value;
  field.focus({ preventScroll: true });
  field.setSelectionRange(value.length, value.length);
  typed();
}

function grow() {
  const field = $('message');
  field.style.height = '';
  field.style.height = `${field.scrollHeight}px`;
  $('send').disabled = !field.value.trim();
}

function typed() {
  dismissed = false;
  drafts.set(draftKey(), text());
  grow();
  refreshMenu();
}

/* ---------- the menu ---------- */
/** Show what fits to the text: commands, answers, or nothing. */
export function refreshMenu() {
  if (!$('menu-button')) return; // only a button stands there
  if (inlineWords(text()) === null) state.results = null;
  if (!dismissed) menu.open(...suggestions(text(), { write, send, choose: leaveWith(act.choose), start: leaveWith(act.start) }));
  markMenu();
}

const leaveWith = sending => (...what) => {
  write('');
  sending(...what);
};

function markMenu() {
  $('menu-button').setAttribute('aria-expanded', String(menu.isOpen()));
  $('menu-button').replaceChildren(drawing(menu.isOpen() ? 'close' : 'menu'));
}

function askInline() {
  clearTimeout(inlineTimer);
  if (inlineWords(text()) !== null) inlineTimer = setTimeout(() => act.inline(inlineWords(text()) ?? ''), 250);
}

/** Open the menu of commands from anywhere. */
export function openMenu() {
  if ($('menu-button') && !text()) write('/');
  else $('message').focus({ preventScroll: true });
}

function toggleMenu() {
  if (menu.isOpen() && text() === '/') write('');
  else if (menu.isOpen()) dismiss();
  else if (/^\/?$/.test(text())) write('/');
  $('message').focus();
}

function dismiss() {
  dismissed = true;
  menu.close();
  markMenu();
}

/* ---------- sending ---------- */
function send(whole = text()) {
  const words = whole.trim().slice(0, LONGEST);
  if (!words || !act.write(words, about)) return;
  about = null;
  drafts.delete(draftKey());
  kind = '';
  draw();
  $('message').focus({ preventScroll: true });
}

/* Of a file its name alone goes to the small Telegram; what stands in the field becomes its caption. */
function attach(event) {
  const [file] = event.target.files;
  event.target.value = '';
  if (!file || !act.attach(file.type.startsWith('image/') ? 'photo' : 'document', file.name, text().trim())) return;
  write('');
}

function clip() {
  if (here().kind !== 'private' || personOf(state.person)?.role !== 'organiser') return null;
  const input = el('input', { type: 'file', id: 'file', hidden: true, accept: 'image/*,.pdf', onchange: attach });
  const label = { class: 'menu', id: 'attach', type: 'button', 'aria-label': words.attach, title: words.attach, onclick: () => input.click() };
  return [el('button', label, drawing('clip')), input];
}

function keyed(event) {
  if (event.isComposing) return;
  if (menu.isOpen() && event.key === 'Escape') dismiss();
  else if (menu.key(event)) return;
  else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    send();
  } else if (event.key === 'Escape' && about) leave();
  else if (event.key === 'ArrowUp' && !event.altKey && !text()) {
    const last = here().messages.findLast(isMine);
    if (!last?.text) return;
    event.preventDefault();
    edit(last);
  }
}

function edit(message) {
  about = { edit: message };
  kind = '';
  drafts.set(draftKey(), message.text);
  draw();
  write(message.text);
}

/** Answer a message. */
export function reply(message) {
  about = { reply: message };
  kind = '';
  draw();
  $('message')?.focus();
}

function leave() {
  if (about.edit) drafts.delete(draftKey());
  about = null;
  kind = '';
  draw();
  $('message').focus();
}

/* ---------- drawing ---------- */
function aboutLine() {
  if (!about) return null;
  const message = about.edit ?? about.reply;
  const title = about.edit ? words.editing : words.replying(nameWithin(message.from));
  return el('div', { class: 'about' }, drawing(about.edit ? 'pen' : 'reply'),
    el('p', {}, el('b', { class: 'cut', dir: 'auto' }, title), el('span', { class: 'cut', dir: 'auto' }, firstLine(message))),
    el('button', { type: 'button', 'aria-label': words.leave, onclick: leave }, drawing('close')));
}

function form() {
  const name = nameWithin(state.person);
  const field = el('textarea', {
    id: 'message', rows: 1, maxlength: LONGEST, dir: 'auto', 'aria-autocomplete': 'list', 'aria-label': words.field(name),
    placeholder: words.placeholder(name), oninput: () => { typed(); askInline(); }, onkeydown: keyed,
  });
  const submit = event => {
    event.preventDefault();
    send();
  };
  return [
    el('div', { id: 'menu-place' }),
    el('button', { class: 'down', id: 'down', type: 'button', 'aria-label': words.latest, hidden: true, onclick: act.toNewest }, drawing('down')),
    aboutLine(),
    el('form', { onsubmit: submit },
      el('div', { class: 'field' },
        el('button', { class: 'menu', id: 'menu-button', type: 'button', 'aria-label': words.commands, 'aria-expanded': 'false', onclick: toggleMenu }, drawing('menu')),
        field, clip()),
      el('button', { class: 'send', id: 'send', 'aria-label': about?.edit ? words.save : words.send, disabled: true }, drawing('send'))),
  ];
}

const big = (words, press) => el('button', { class: 'start', id: 'message', type: 'button', onclick: press }, words);

/** Draw the composer, if who writes or what is to be written has changed. */
export function draw() {
  const chat = here();
  const alone = chat.kind === 'private';
  const wanted = alone && isBlocked(state.person) ? 'blocked' : alone && !chat.started ? 'start' : `form ${draftKey()}`;
  if (wanted === kind) return;
  const focused = place.contains(document.activeElement);
  if (kind && !wanted.endsWith(` ${draftKey()}`)) about = null;
  kind = wanted;
  state.results = null;
  menu.close();
  if (wanted === 'start') place.replaceChildren(big(words.start, act.begin));
  else if (wanted === 'blocked') place.replaceChildren(big(words.unblock, act.unblock));
  else {
    place.replaceChildren(...form().filter(Boolean));
    $('message').value = drafts.get(draftKey()) ?? '';
    grow();
  }
  if (focused) $('message').focus({ preventScroll: true });
}

/** Forget what was being answered or edited; another chat is shown. */
export function turn() {
  about = null;
  kind = '';
  draw();
}
