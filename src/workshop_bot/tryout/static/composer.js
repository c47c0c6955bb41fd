/* Where one writes: a line that grows to six, the menu above it, Start for a fresh person, and what is answered or edited. */
import { $, drawing, el } from './dom.js';
import * as menu from './menu.js';
import { firstLine, here, isBlocked, isMine, nameWithin, state } from './state.js';
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
function commandEntries() {
  const commands = here().commands?.[state.person] ?? [];
  const group = here().kind !== 'private';
  return commands.filter(({ command }) => `/${command}`.startsWith(text().toLowerCase())).map(({ command, description }) => {
    const complete = () => {
      write(`/${command}${group ? `@${state.bot.name}` : ''} `);
      menu.close();
    };
    return { title: `/${command}`, detail: description, complete, choose: group ? complete : () => send(`/${command}`) };
  });
}

function inlineEntries() {
  const results = state.results;
  if (results?.person !== state.person) return [];
  const button = results.button && { title: results.button.text, detail: '', choose: () => leaveWith(() => act.start(results.button.start)) };
  const found = results.results.map(({ id, title, description }) => (
    { title, detail: description ?? '', choose: () => leaveWith(() => act.choose(results.query, id)) }));
  const all = [...(button ? [button] : []), ...found];
  return all.length ? all : [{ title: words.nothingFound, detail: '', choose: menu.close }];
}

function leaveWith(send) {
  write('');
  menu.close();
  send();
}

/** Show what fits to the text: commands, inline results, or nothing. */
export function refreshMenu() {
  if (!$('menu-button')) return; // only a button stands there
  const value = text();
  const inline = value.toLowerCase().startsWith(`@${state.bot.name.toLowerCase()} `);
  if (!inline) state.results = null;
  if (dismissed) return;
  if (/^\/\S*$/.test(value)) menu.open(commandEntries(), words.commands);
  else if (inline && state.results) menu.open(inlineEntries(), words.inline);
  else menu.close();
  $('menu-button').setAttribute('aria-expanded', String(menu.isOpen()));
  $('menu-button').replaceChildren(drawing(menu.isOpen() ? 'close' : 'menu'));
}

function askInline() {
  clearTimeout(inlineTimer);
  const name = `@${state.bot.name} `;
  if (!text().toLowerCase().startsWith(name.toLowerCase())) return;
  inlineTimer = setTimeout(() => act.inline(text().slice(name.length)), 250);
}

/** Open the menu of commands from anywhere. */
export function openMenu() {
  if (!$('message')) return;
  if (text() === '') write('/');
  else $('message').focus({ preventScroll: true });
}

function toggleMenu() {
  if (menu.isOpen()) {
    if (text() === '/') write('');
    menu.close();
    $('message').focus();
  } else if (/^\/?$/.test(text())) write('/');
  $('menu-button').setAttribute('aria-expanded', String(menu.isOpen()));
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

function keyed(event) {
  if (event.isComposing) return;
  if (menu.key(event)) {
    dismissed = event.key === 'Escape';
    $('menu-button').setAttribute('aria-expanded', String(menu.isOpen()));
  } else if (event.key === 'Enter' && !event.shiftKey) {
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
    el('p', {}, el('b', { dir: 'auto' }, title), el('span', { class: 'cut', dir: 'auto' }, firstLine(message))),
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
        field),
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
