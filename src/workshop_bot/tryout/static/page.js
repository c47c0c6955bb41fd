/* The page: what people do goes to the program, what the program tells is drawn where it belongs. */
import * as clock from './clock.js';
import * as composer from './composer.js';
import { alertOf, askToOpen } from './dialogs.js';
import { $, tell } from './dom.js';
import * as faults from './faults.js';
import * as head from './head.js';
import * as keyboard from './keyboard.js';
import * as log from './log.js';
import * as panes from './panes.js';
import * as people from './people.js';
import { addressOf, startOf } from './rich.js';
import * as sent from './sent.js';
import { connect } from './socket.js';
import { chatOf, choose, guest, here, isMine, privateChat, state, take } from './state.js';
import * as taps from './taps.js';
import { clockHour } from './times.js';
import * as toast from './toast.js';
import { language, words } from './words.js';

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

function openChat(chat) {
  const fresh = state.unread.get(chat.id) ?? 0;
  choose(chat);
  panes.show('chat');
  drawChat(fresh);
}

function drawChat(fresh = 0) {
  clock.draw();
  people.draw();
  head.draw();
  log.draw(fresh);
  composer.turn();
  faults.draw();
}

function writeAs(person) {
  state.person = person;
  drawChat();
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
const visible = chat => chat === state.chat && panes.isSeen('chat');

const DRAWS = {
  state: begin,
  message({ chat, message, known }) {
    const shown = chat === state.chat;
    if (!known && !visible(chat) && !isMine(message)) state.unread.set(chat, (state.unread.get(chat) ?? 0) + 1);
    if (shown) (known ? log.changed : log.arrived)(message);
    if (shown) composer.draw();
    people.draw();
    panes.draw();
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
    taps.answered(chat, person);
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
  programme() {
    clock.draw();
    head.draw();
  },
  ahead: () => clock.draw(),
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
  panes.draw();
}

/* ---------- beginning ---------- */
document.documentElement.lang = language;
document.querySelectorAll('[data-say]').forEach(place => { place.textContent = words[place.dataset.say]; });
$('skip').addEventListener('click', event => {
  event.preventDefault();
  panes.show('chat');
  $('message')?.focus();
});
people.prepare({ open: openChat, add });
head.prepare({ writeAs });
log.prepare({
  write, follow, followAt, reply: composer.reply,
  tap: (message, data, button) => taps.tap(message, data, button, send),
  stays: address => startOf(address, state.bot.name) !== null,
  staysAt: url => startOf(addressOf(url), state.bot.name) !== null,
  waits: taps.waits,
});
composer.prepare({
  write,
  toNewest: log.toNewest,
  begin: () => send({ do: 'start', person: state.person, language }),
  unblock: () => send({ do: 'fault', unblock: state.person }),
  attach: (kind, name, text) => send({ do: 'attach', ...at({ kind, name, text }) }),
  inline: text => send({ do: 'inline', person: state.person, words: text }),
  choose: (query, result) => send({ do: 'choose', ...at({ query, result }) }),
  start: start => openPrivately(`https://t.me/${state.bot.name}?start=${encodeURIComponent(start)}`),
});
sent.prepare({ openAt });
faults.prepare({ fault: change => send({ do: 'fault', ...change }) });
clock.prepare({ advance });
keyboard.prepare({ show: panes.show, open: openChat });
panes.prepare({ turned: () => state.chat !== null && people.draw() });
