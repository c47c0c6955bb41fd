/* The text of a message with Telegram's entities, and nothing that Telegram could not show. Offsets are UTF-16 units, as those of a JS string. */
import { drawing, el } from './dom.js';
import { words } from './words.js';

const PLAIN_TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre' };
const QUOTES = ['blockquote', 'expandable_blockquote'];
const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'];

/** The address that a link leads to, or null when this page opens no such address. */
export function addressOf(text) {
  const written = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  const address = URL.canParse(written) ? new URL(written) : null;
  return address && SCHEMES.includes(address.protocol) ? address : null;
}

/** The words after `start=` of a link to the bot's private chat, or null for any other address. */
export function startOf(address, bot) {
  const ours = address?.hostname === 't.me' && address.pathname.toLowerCase() === `/${bot.toLowerCase()}`;
  return ours ? (address.searchParams.get('start') ?? '') : null;
}

/* An empty line is a gap of its own height; line breaks within a paragraph stay what they are (white-space: pre-wrap). */
function lines(text) {
  return text.split(/(\n{2,})/).filter(Boolean).map(part => (/^\n{2}/.test(part) ? el('span', { class: 'gap' }, part) : part));
}

function wrapped(entity, inside, act) {
  const whole = act.text.slice(entity.offset, entity.offset + entity.length);
  if (entity.type in PLAIN_TAGS) return el(PLAIN_TAGS[entity.type], {}, inside);
  if (QUOTES.includes(entity.type)) return el('blockquote', {}, inside);
  if (entity.type === 'date_time') return moment(entity, inside);
  if (entity.type === 'bot_command') return el('a', { ...pressable(() => act.write(whole)), role: 'button' }, inside);
  if (entity.type === 'text_link' || entity.type === 'url') return link(entity.url ?? whole, inside, act);
  return inside;
}

function moment(entity, inside) {
  if (!entity.unix_time) return inside;
  const own = new Date(entity.unix_time * 1000);
  return el('time', { datetime: own.toISOString(), title: own.toLocaleString(document.documentElement.lang) }, inside);
}

/* Without href, so that no click of any kind opens it unasked. */
function pressable(press) {
  const key = event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    press();
  };
  return { tabindex: 0, onclick: press, onkeydown: key };
}

function link(url, inside, act) {
  const address = addressOf(url);
  if (!address) return inside;
  const stays = act.stays(address);
  const sign = stays ? [] : [el('span', { class: 'nb' }, '\u2060', drawing('away'), el('span', { class: 'sr' }, ` (${words.leaves})`))];
  return el('a', { ...pressable(() => act.follow(address)), role: 'link' }, inside, sign);
}

function piece(entities, from, to, act) {
  const nodes = [];
  let at = from;
  entities.forEach((entity, index) => {
    if (entity.offset < at) return; // it stands within the one before
    const end = Math.min(entity.offset + entity.length, to);
    const within = entities.slice(index + 1).filter(other => other.offset < end);
    nodes.push(...lines(act.text.slice(at, entity.offset)), wrapped(entity, piece(within, entity.offset, end, act), act));
    at = end;
  });
  return [...nodes.flat(), ...lines(act.text.slice(at, to))];
}

/** The nodes of a text; `act` follows links, writes commands, and knows which links stay on this page. */
export function rich(text, entities, act) {
  const fitting = entities.filter(({ offset, length }) => offset >= 0 && length > 0 && offset + length <= text.length);
  fitting.sort((one, other) => one.offset - other.offset || other.length - one.length);
  return piece(fitting, 0, text.length, { ...act, text });
}
