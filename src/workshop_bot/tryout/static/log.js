/* The chat itself. It follows the newest message as long as the reader does, and never moves under someone who reads above. */
import { bubble } from './bubble.js';
import { $, drawing, el, tell } from './dom.js';
import { firstLine, here, isMine, isolated, titleOf } from './state.js';
import { dayText, wall } from './times.js';
import { words } from './words.js';

const log = $('log');
const ROOM_ABOVE = 12;
const TOGETHER = 1500;
let list = el('ol');
let act = {};
let shown = null; // the id of the chat that stands in the log
let following = true;
let anchor = null; // the first message of what is new: it is never scrolled out above
let anchored = 0; // when it was
let away = false;
let wholeInSight = true; // whether no message was out of sight below, when the log was seen last
let hushTimer = 0;
let typingTimer = 0;
let typing = null;

/** Give the log what its messages can do. */
export function prepare(actions) {
  act = { ...actions, show };
  log.addEventListener('scroll', scrolled, { passive: true });
  new ResizeObserver(place).observe(log);
}

/* A log tells what is added; what is drawn again is told in one line instead. */
function hush() {
  log.setAttribute('aria-live', 'off');
  clearTimeout(hushTimer);
  hushTimer = setTimeout(speak, 150);
}

function speak() {
  clearTimeout(hushTimer);
  log.setAttribute('aria-live', 'polite');
}

function target() {
  const bottom = log.scrollHeight - log.clientHeight;
  return anchor?.isConnected ? Math.min(bottom, anchor.offsetTop - log.offsetTop - ROOM_ABOVE) : bottom;
}

function anchorAt(item) {
  anchor = item;
  anchored = performance.now();
  if (!log.clientHeight) wholeInSight = false; // it came while another pane was shown: what comes after it is read after it
}

const toTheEnd = () => target() === Math.max(log.scrollHeight - log.clientHeight, 0);

/* What came at once belongs together; what comes later is new in itself, if all before it was in sight. */
const seenWhole = () => performance.now() - anchored > TOGETHER && (log.clientHeight ? toTheEnd() : wholeInSight);

function place() {
  if (log.clientHeight) away = false;
  if (following) log.scrollTop = target();
  scrolled();
}

function scrolled() {
  if (!log.clientHeight) away = true; // another pane is shown: nothing has a place here
  if (away) return; // shown again, a browser scrolls by itself before it is placed
  const below = log.scrollHeight - log.clientHeight - log.scrollTop;
  if (below < 2 && target() < log.scrollTop - 3) anchor = null; // read to the end
  following = Math.abs(log.scrollTop - target()) < 3;
  wholeInSight = toTheEnd();
  const down = $('down');
  if (down) down.hidden = below < log.clientHeight / 2;
}

/** Go down to the newest message. */
export function toNewest() {
  anchor = null;
  following = true;
  place();
  log.focus({ preventScroll: true });
}

/** From now on what comes is the answer to what one does: it is followed from its first line. */
export function expectAnswer() {
  anchor = null;
  following = true;
  place();
}

const itemOf = id => list.querySelector(`[data-id="${CSS.escape(String(id))}"]`);

/** Scroll to a message and light it up for a moment. */
export function show(id) {
  const item = itemOf(id);
  if (!item) return;
  following = false;
  item.scrollIntoView({ block: 'center' });
  item.classList.remove('lit');
  void item.offsetWidth; // so that the light begins anew
  item.classList.add('lit');
}

function card(chat) {
  const group = chat.kind !== 'private';
  return el('li', { class: 'card' },
    el('span', { class: `avatar ${group ? 'w5' : 'bot'}`, 'aria-hidden': 'true' }, drawing(group ? 'people' : 'ribbon', group ? 'icon' : '')),
    el('h2', {}, group ? words.groupTitle : words.cardTitle),
    el('p', {}, group ? words.groupText : words.cardText));
}

function append(message, before) {
  const day = wall(message.at).day;
  if (!before || wall(before.at).day !== day) list.append(el('li', { class: 'day' }, dayText(day)));
  const item = bubble(message, here(), act);
  if (before?.from === message.from && !before.buttons?.length && wall(before.at).day === day) item.classList.add('more');
  list.append(item);
  return item;
}

/** Draw the chat anew; `fresh` messages at its end are those not yet read. */
export function draw(fresh = 0) {
  const chat = here();
  const same = shown === chat.id && list.isConnected;
  const held = same && log.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const kept = { following, top: log.scrollTop, anchor: anchor?.dataset.id };
  hush();
  log.setAttribute('aria-label', chat.kind === 'private' ? words.chatOf(isolated(titleOf(chat))) : titleOf(chat));
  list = el('ol');
  chat.messages.forEach((message, index) => append(message, chat.messages[index - 1]));
  if (!chat.messages.length) list.append(card(chat));
  log.replaceChildren(list);
  typing = null;
  shown = chat.id;
  if (same) {
    anchor = kept.anchor ? itemOf(kept.anchor) : null;
    if (held) list.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    following = kept.following;
    if (!following) log.scrollTop = kept.top;
  } else {
    anchor = firstUnread(chat, fresh);
    following = true;
  }
  place();
}

function firstUnread(chat, fresh) {
  if (fresh) return itemOf(chat.messages.at(-fresh)?.id);
  const lastMine = chat.messages.findLastIndex(isMine);
  return lastMine >= 0 && chat.messages[lastMine + 1] ? itemOf(chat.messages[lastMine + 1].id) : null;
}

/** A new message of the chat that is shown. */
export function arrived(message) {
  stopTyping();
  const seen = seenWhole();
  speak();
  list.querySelector('.card')?.remove();
  const messages = here().messages;
  const item = append(message, messages[messages.indexOf(message) - 1]);
  item.classList.add('new');
  if (isMine(message)) expectAnswer();
  else if (following && (!anchor?.isConnected || seen)) anchorAt(item);
  place();
}

/** A message of the chat that is shown has changed: it is drawn again where it stands, and the focus stays at its place. */
export function changed(message) {
  const item = itemOf(message.id);
  if (!item) return;
  hush();
  const held = item.contains(document.activeElement) ? (document.activeElement.dataset.key ?? '') : undefined;
  const made = bubble(message, here(), act);
  if (item.classList.contains('more')) made.classList.add('more');
  if (anchor === item) anchor = made;
  item.replaceWith(made);
  if (held !== undefined) (made.querySelector(`[data-key="${CSS.escape(held)}"]`) ?? made.querySelector('.key') ?? log).focus({ preventScroll: true });
  place();
  tell(words.changed(isolated(firstLine(message))));
}

/** No button of a message waits any more. */
export function calm(id) {
  itemOf(id)?.querySelectorAll('[aria-busy]').forEach(button => button.removeAttribute('aria-busy'));
}

/** A message is gone. */
export function gone(id) {
  const item = itemOf(id);
  if (!item) return;
  if (item.contains(document.activeElement)) log.focus({ preventScroll: true });
  if (item.previousElementSibling?.matches('.day') && !item.nextElementSibling?.matches('.msg')) item.previousElementSibling.remove();
  item.remove();
  if (!here().messages.length) list.append(card(here()));
  tell(words.deleted);
}

/** The assistant writes: shown for two seconds at most. */
export function startTyping() {
  stopTyping();
  typing = el('li', { class: 'msg in', 'aria-hidden': 'true' }, el('div', { class: 'bubble typing' }, el('i'), el('i'), el('i')));
  list.append(typing);
  place();
  $('chat-sub').classList.add('types');
  typingTimer = setTimeout(stopTyping, 2000);
}

function stopTyping() {
  clearTimeout(typingTimer);
  typing?.remove();
  typing = null;
  $('chat-sub').classList.remove('types');
}
