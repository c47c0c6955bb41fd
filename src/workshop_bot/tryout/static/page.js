/* The page: what people do goes to the program, what the program tells is drawn where it belongs. */
import * as clock from './clock.js';
import * as composer from './composer.js';
import { alertOf, askToOpen } from './dialogs.js';
import { $, drawing, el, fill, tell } from './dom.js';
import * as faults from './faults.js';
import * as head from './head.js';
import * as keyboard from './keyboard.js';
import * as log from './log.js';
import * as people from './people.js';
import { addressOf, startOf } from './rich.js';
import * as sent from './sent.js';
import { connect } from './socket.js';
import { chatOf, choose, guest, here, isMine, privateChat, state, take } from './state.js';
import { clockHour } from './times.js';
import * as toast from './toast.js';
import { language, words } from './words.js';

const PATIENCE = 10_000; // a button under a message waits no longer
const ROLES = { people: 'navigation', chat: 'main', clock: 'complementary' };
const narrow = matchMedia('(max-width: 56.24em)');
const page = $('page');
const waiting = new Map(); // taps without an answer: "chat:message:data" to who tapped and the timer
let adding = false; // the next person who appears was added here
let moving = null; // how many messages had been sent when the clock was moved

/* ---------- what people do ---------- */
const send = connect(heard, faults.connection);
const at = more => ({ person: state.person, chat: state.chat, ...more });

function write(text, about = null) {
  log.expectAnswer();
  if (about?.edit) return send({ do: 'edit', ...at({ message: about.edit.id, text }) });
  return send({ do: 'write', ...at({ text, ...(about?.reply ? { reply_to: about.reply.id } : {}) }) });
}

const tapKey = (message, data) => `${state.chat}:${message.id}:${data}`;

function tap(message, data, button) {
  const key = tapKey(message, data);
  if (waiting.has(key)) return;
  if (!send({ do: 'tap', ...at({ message: message.id, data }) })) return;
  button.setAttribute('aria-busy', 'true');
  log.expectAnswer();
  const givenUp = () => {
    answered(key);
    toast.say(words.noAnswer);
  };
  waiting.set(key, { chat: state.chat, person: state.person, message: message.id, timer: setTimeout(givenUp, PATIENCE) });
}

function answered(key) {
  const { chat, message, timer } = waiting.get(key);
  clearTimeout(timer);
  waiting.delete(key);
  const still = [...waiting.values()].some(other => other.chat === chat && other.message === message);
  if (chat === state.chat && !still) document.querySelectorAll(`.msg[data-id="${message}"] .key[aria-busy]`).forEach(button => button.removeAttribute('aria-busy'));
}

function openPrivately(link) {
  send({ do: 'open', person: state.person, link });
  openChat(privateChat(state.person));
}

function follow(address) {
  if (startOf(address, state.bot.name) !== null) openPrivately(address.href);
  else askToOpen(address);
}

function followAt(url) {
  const address = addressOf(url);
  if (address) follow(address);
  else toast.say(words.linkNone);
}

/* Where only one pane has room, it is what the page is about; the others are not there. */
function giveRoles() {
  for (const [pane, role] of Object.entries(ROLES)) $(`pane-${pane}`).setAttribute('role', narrow.matches && pane === page.dataset.pane ? 'main' : role);
}

/** Turn to a pane, where only one has room. */
function show(pane) {
  page.dataset.pane = pane;
  giveRoles();
  if (pane === 'chat' && state.chat !== null) state.unread.delete(state.chat);
  drawBar();
  if (state.chat !== null) people.draw();
}

function openChat(chat) {
  const fresh = state.unread.get(chat.id) ?? 0;
  choose(chat);
  show('chat');
  drawChat(fresh);
}

function drawChat(fresh = 0) {
  people.draw();
  head.draw();
  log.draw(fresh);
  composer.turn();
  faults.draw();
}

function writeAs(person) {
  state.person = person;
  head.draw();
  log.draw();
  composer.turn();
  faults.draw();
}

function openAt(entry) {
  const chat = chatOf(entry.chat);
  if (!chat) return;
  openChat(chat);
  log.show(entry.message);
}

function advance(by) {
  moving = state.sent.length;
  send({ do: 'advance', ...by });
}

function add(name, tongue) {
  adding = send({ do: 'add', name, language: tongue });
}

/* ---------- what the program tells ---------- */
const visible = chat => chat === state.chat && $('pane-chat').offsetParent !== null;

const DRAWS = {
  state: begin,
  message({ chat, message, known }) {
    const shown = chat === state.chat;
    if (!known && !visible(chat) && !isMine(message)) state.unread.set(chat, (state.unread.get(chat) ?? 0) + 1);
    if (shown) (known ? log.changed : log.arrived)(message);
    if (shown) composer.draw();
    people.draw();
    drawBar();
  },
  deleted({ chat, id }) {
    if (chat === state.chat) log.gone(id);
    people.draw();
  },
  people() {
    const newest = state.people.at(-1);
    if (adding && newest?.added) openChat(privateChat(newest.id));
    else people.draw();
    adding = false;
  },
  toast({ chat, person, text, alert }) {
    const key = [...waiting].find(([, tapped]) => tapped.chat === chat && tapped.person === person)?.[0];
    if (key) answered(key);
    if (!text || chat !== state.chat || person !== state.person) return;
    if (alert) alertOf(text);
    else toast.say(text);
  },
  typing({ chat }) {
    if (chat === state.chat) log.startTyping();
  },
  inline(event) {
    if (event.person !== state.person) return;
    state.results = event;
    composer.refreshMenu();
  },
  sent: () => sent.draw(),
  clock() {
    clock.set();
    if (moving === null || state.clock.moving) return;
    tell(words.moved(clockHour(state.clock.now), state.sent.length - moving));
    moving = null;
  },
  programme: () => clock.draw(),
  commands: () => composer.refreshMenu(),
  faults() {
    faults.draw();
    composer.draw();
    people.draw();
  },
  error: () => toast.say(words.refusedAct),
};

function heard(event) {
  const known = event.type === 'message' && chatOf(event.chat)?.messages.some(message => message.id === event.message.id);
  if (event.type === 'message' && !chatOf(event.chat)) return;
  take(event);
  DRAWS[event.type]?.({ ...event, known });
}

function begin() {
  const first = state.chat === null;
  clock.set();
  if (first || !here()) choose(privateChat(guest().id));
  if (first) {
    page.hidden = false;
    people.drawFoot();
    if (!here().started && !here().messages.length) send({ do: 'start', person: state.person });
  }
  people.draw();
  head.draw();
  log.draw();
  composer.draw();
  faults.draw();
  sent.draw();
  clock.draw();
  drawBar();
}

function drawBar() {
  const unread = [...state.unread.values()].reduce((sum, count) => sum + count, 0);
  fill($('bar'), ['people', 'chat', 'clock'].map((pane, index) => el('button', {
    type: 'button', 'data-key': pane, 'aria-current': String(pane === page.dataset.pane), onclick: () => show(pane),
  }, drawing(pane), el('span', {}, words.panes[index]),
  pane === 'people' && unread ? el('span', { class: 'badge' }, el('span', { 'aria-hidden': 'true' }, unread), el('span', { class: 'sr' }, words.unread(unread))) : null)));
}

/* ---------- beginning ---------- */
document.documentElement.lang = language;
document.querySelectorAll('[data-say]').forEach(place => { place.textContent = words[place.dataset.say]; });
$('skip').addEventListener('click', event => {
  event.preventDefault();
  show('chat');
  $('message')?.focus();
});
people.prepare({ open: openChat, add });
head.prepare({ writeAs });
log.prepare({
  write, tap, follow, followAt, reply: composer.reply,
  stays: address => startOf(address, state.bot.name) !== null,
  staysAt: url => startOf(addressOf(url), state.bot.name) !== null,
  waits: (message, data) => waiting.has(tapKey(message, data)),
});
composer.prepare({
  write,
  toNewest: log.toNewest,
  begin: () => send({ do: 'start', person: state.person }),
  unblock: () => send({ do: 'fault', unblock: state.person }),
  inline: text => send({ do: 'inline', person: state.person, words: text }),
  choose: (query, result) => send({ do: 'choose', ...at({ query, result }) }),
  start: start => openPrivately(`https://t.me/${state.bot.name}?start=${encodeURIComponent(start)}`),
});
sent.prepare({ openAt });
faults.prepare({ fault: change => send({ do: 'fault', ...change }) });
clock.prepare({ advance });
keyboard.prepare({ show, open: openChat });
$('bar').setAttribute('aria-label', words.parts);
narrow.addEventListener('change', giveRoles);
drawBar();
giveRoles();
