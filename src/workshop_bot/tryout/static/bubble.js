/* One message: bubble, buttons under it, what it answers, its file. */
import { drawing, el } from './dom.js';
import { face } from './people.js';
import { rich } from './rich.js';
import { firstLine, isMine, isolated, nameOf, personOf, state } from './state.js';
import { clockHour } from './times.js';
import { language, words } from './words.js';

function keyLabel(button, message) {
  if (!/^\d+$/.test(button.text)) return null;
  return message.text.split('\n').find(line => line.startsWith(`${button.text}.`)) ?? null; // a bare number is named by its line
}

function key(button, place, message, act) {
  const leaves = button.url && !act.staysAt(button.url);
  const label = keyLabel(button, message);
  const press = event => (button.url ? act.followAt(button.url) : act.tap(message, button.data, event.currentTarget));
  return el('button', {
    type: 'button',
    class: `key ${button.style ?? ''}`.trim(),
    'data-key': `${message.id}:${place}`,
    'aria-label': label,
    'aria-pressed': button.text.startsWith('✓') ? 'true' : null,
    'aria-busy': act.waits(message, button.data) ? 'true' : null,
    onclick: press,
  }, el('span', { dir: 'auto' }, button.text), leaves ? [drawing('away'), el('span', { class: 'sr' }, ` (${words.leaves})`)] : null);
}

function keys(message, act) {
  if (!message.buttons?.length) return null;
  const rows = message.buttons.map((row, r) => el('div', {}, row.map((button, c) => key(button, `${r}:${c}`, message, act))));
  return el('div', { class: 'keys', role: 'group', 'aria-label': words.buttons }, rows);
}

function quote(message, chat, act) {
  if (!message.reply_to) return null;
  const answered = chat.messages.find(other => other.id === message.reply_to);
  const name = answered ? nameOf(answered.from) : '…';
  const line = answered ? firstLine(answered) : words.gone;
  return el('button', { type: 'button', class: 'quote', 'aria-label': words.answerTo(isolated(name), isolated(line)), onclick: () => act.show(message.reply_to) },
    el('b', { dir: 'auto' }, name), el('span', { class: 'cut', dir: 'auto' }, line));
}

function file({ name, size, url, kind }) {
  if (!url) { // somebody has sent it: of this the page keeps the name alone
    return el('p', { class: 'file' }, el('i', {}, drawing(kind === 'photo' ? 'photo' : 'file')),
      el('span', {}, el('b', { dir: 'auto' }, name), el('small', {}, kind === 'photo' ? words.photo : words.document)));
  }
  const kilobytes = words.kilobytes(Math.max(size / 1000, 0.1).toLocaleString(language, { maximumFractionDigits: 1 }));
  return el('a', { class: 'file', href: url, download: name, 'aria-label': words.file(name, kilobytes) },
    el('i', {}, drawing('file')), el('span', {}, el('b', { dir: 'auto' }, name), el('small', {}, kilobytes)));
}

function meta(message) {
  return el('span', { class: 'meta' }, message.edited ? words.edited : null, el('time', { datetime: message.at }, clockHour(message.at)),
    isMine(message) ? drawing('twice') : null);
}

function reply(message, act) {
  const label = words.replyTo(isolated(nameOf(message.from)), isolated(firstLine(message)));
  return el('button', { type: 'button', class: 'reply', 'aria-label': label, title: words.reply, onclick: () => act.reply(message) }, drawing('reply'));
}

/* One's own commands are plain words: there is nothing to tap in what one has just typed. */
const entitiesOf = (message, mine) => (message.entities ?? []).filter(entity => !mine || entity.type !== 'bot_command');

/* As in Telegram: what a link adds to the command is not shown. */
const textOf = message => message.text?.replace(/^\/start [\w-]+$/, '/start');

/** The list item of a message in its chat; `act` holds what its parts can do. */
export function bubble(message, chat, act) {
  const mine = isMine(message);
  const others = chat.kind !== 'private' && !mine;
  const sender = message.from ? nameOf(message.from) : words.assistant;
  const spoken = message.language ?? personOf(message.from)?.language;
  const colour = message.from ? `n${(state.people.findIndex(person => person.id === message.from) % 3) + 1}` : 'na';
  const body = el('div', { class: 'bubble', lang: spoken && spoken !== language ? spoken : null },
    others
      ? el('p', { class: `sender ${colour}`, dir: 'auto' }, nameOf(message.from))
      : el('span', { class: 'sr', lang: language }, `${sender}:`),
    quote(message, chat, act),
    message.file ? file(message.file) : null,
    el('div', { class: 'text', dir: 'auto' }, message.text ? rich(textOf(message), entitiesOf(message, mine), act) : null, ' ', meta(message)));
  const classes = ['msg', mine ? 'out' : 'in', others ? 'with-face' : '', message.buttons?.length ? 'has-keys' : ''];
  return el('li', { class: classes.filter(Boolean).join(' '), 'data-id': message.id },
    others ? face(message.from, '') : null, body, chat.kind !== 'private' && !mine ? reply(message, act) : null, keys(message, act));
}
