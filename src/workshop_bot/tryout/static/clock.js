/* The workshop's clock: the hour, the days, the strip of one day, what is on or comes next, and the buttons that move the hands forward. */
import { $, el, fill } from './dom.js';
import { state } from './state.js';
import { placed, span, strip } from './strip.js';
import { clockHour, dayShort, dayText, daysBetween, hourText, useZone, wall, zoneText } from './times.js';
import { inOurs, words } from './words.js';

const MINUTE = 60_000;
let act = {};
let heard = 0; // performance.now() when the clock was told
let told = 0; // what it said, in ms
let day = null; // the day that was tapped
let minute = null;
let asked = false; // the next reminder was asked for, where there is none

export function prepare(actions) {
  act = actions;
  setInterval(tick, 1000);
}

/** This moment of the workshop, in ms. */
export const now = () => told + (performance.now() - heard);

const sessions = () => state.programme.days.flatMap(one => one.sessions).filter(session => session.starts && !session.cancelled)
  .sort((one, other) => Date.parse(one.starts) - Date.parse(other.starts));
const today = () => wall(now()).day;
const first = () => state.programme.days[0]?.date;
const last = () => state.programme.days.at(-1)?.date;
const over = () => !!last() && today() > last();

/** The program told the time anew. */
export function set() {
  useZone(state.clock.zone);
  told = Date.parse(state.clock.now);
  heard = performance.now();
  minute = null;
  tick();
}

function tick() {
  if (!state.clock || Math.floor(now() / MINUTE) === minute) return;
  minute = Math.floor(now() / MINUTE);
  draw();
}

/** Draw the whole clock. */
export function draw() {
  $('time').textContent = clockHour(now());
  $('time').setAttribute('datetime', `${today()}T${clockHour(now()).padStart(5, '0')}`);
  $('date').textContent = dayText(today(), { year: true });
  $('zone').textContent = words.zone(inOurs(state.programme.place) || zoneText());
  drawDays();
  drawNext();
  drawMoves();
}

function shown() {
  const days = state.programme.days;
  return days.find(one => one.date === (day ?? today())) ?? (over() ? days.at(-1) : days[0]);
}

function drawDays() {
  const one = shown();
  fill($('days'), state.programme.days.map(({ date }) => el('button', {
    type: 'button', 'data-key': date, 'aria-label': dayText(date), 'aria-pressed': String(date === one.date), 'aria-current': date === today() ? 'date' : null,
    onclick: () => { day = date; drawDays(); },
  }, dayShort(date))));
  $('days').setAttribute('aria-label', words.dayPick);
  $('strip').hidden = !one;
  if (!one) return;
  const { timed, lanes } = placed(one);
  const hand = one.date === today() ? wall(now()).at : null;
  const { from, to } = span(timed, hand);
  const provisional = timed.some(({ session }) => session.provisional);
  const followed = state.ahead.followed[state.person] ?? [];
  $('strip').replaceChildren(...strip(timed, lanes, hand, followed).filter(Boolean));
  $('strip').setAttribute('aria-label', timed.length ? words.strip(dayText(one.date), `${from}:00`, `${to}:00`, timed.length, provisional, timed.filter(({ session }) => followed.includes(session.id)).length) : words.empty);
}

function comes(session) {
  const starts = Date.parse(session.starts);
  const minutes = Math.ceil((starts - now()) / MINUTE);
  const there = wall(starts).day;
  if (minutes <= 90) return words.in(minutes, hourText(starts));
  const ahead = daysBetween(today(), there);
  if (ahead === 0) return words.today(hourText(starts));
  return ahead === 1 ? words.tomorrow(hourText(starts)) : words.onDay(dayText(there), hourText(starts));
}

function drawNext() {
  const all = sessions();
  const on = all.find(session => Date.parse(session.starts) <= now() && session.ends && now() < Date.parse(session.ends));
  const next = all.find(session => Date.parse(session.starts) > now());
  const one = on ?? next;
  $('next').className = on ? 'next on' : 'next';
  if (!one) {
    const [soft, strong] = over() ? [words.overHint, words.over] : [words.last, ''];
    return void $('next').replaceChildren(el('b', {}, strong), el('span', { class: 'soft' }, soft));
  }
  const when = on ? words.now(hourText(on.ends)) : comes(next);
  $('next').replaceChildren(
    el('span', { class: 'soft' }, one.provisional ? `${when} · ${words.provisional}` : when), el('b', { class: 'cut', dir: 'auto', title: inOurs(one.title) }, inOurs(one.title)));
}

/* The morning of a day: eight o'clock, or half an hour before a session that begins by then. */
function morning(date) {
  const offset = /([+-]\d\d:\d\d|Z)$/.exec(state.clock.now)?.[0] ?? 'Z';
  const eight = Date.parse(`${date}T08:00:00${offset}`);
  const early = sessions().find(session => wall(session.starts).day === date && Date.parse(session.starts) <= eight);
  return new Date(early ? Date.parse(early.starts) - 30 * MINUTE : eight).toISOString();
}

const needsReminder = by => by.to === 'reminder' && !state.ahead.reminder;

function move(by) {
  if (state.clock.moving) return;
  asked = needsReminder(by);
  if (asked) return void drawMoves();
  day = null;
  act.advance(by);
}

function drawMoves() {
  const moves = [[words.fiveMinutes, { minutes: 5 }], [words.oneHour, { minutes: 60 }], [words.nextReminder, { to: 'reminder' }]];
  const next = state.programme.days.find(({ date }) => date > today());
  if (next) moves.push([next.date === first() ? words.firstDay : words.nextDay, { to: morning(next.date) }]);
  if (state.ahead.reminder) asked = false;
  $('moves').setAttribute('aria-label', words.moveBy);
  fill($('moves'), moves.map(([text, by], index) => el('button', {
    type: 'button', class: 'move', 'data-key': index, 'aria-disabled': state.clock.moving || needsReminder(by) ? 'true' : null,
    'aria-describedby': needsReminder(by) ? 'no-reminder' : null, onclick: () => move(by),
  }, text)), state.ahead.reminder ? null : el('p', { class: asked ? 'why' : 'sr', id: 'no-reminder' }, words.noReminder));
}
