/* One day as a strip: from 8 to 18, wider when a session or the hand lies outside; sessions at one time stand in lanes. */
import { el } from './dom.js';
import { wall } from './times.js';

const FROM = 8;
const TO = 18;

/** The sessions of a day that have hours, as positions: at, length, lane. */
export function placed(day) {
  const ends = []; // the end of the last session of each lane
  const timed = day.sessions.filter(session => session.starts).map(session => {
    const at = wall(session.starts).at;
    const end = session.ends ? at + (Date.parse(session.ends) - Date.parse(session.starts)) / 3_600_000 : at + 0.75;
    return { session, at, end: Math.min(end, 24) };
  });
  timed.sort((one, other) => one.at - other.at || one.end - other.end);
  for (const one of timed) {
    const free = ends.findIndex(end => end <= one.at + 0.001);
    one.lane = free < 0 ? ends.length : free;
    ends[one.lane] = one.end;
  }
  return { timed, lanes: ends.length };
}

/** The span of hours that a day's strip shows. */
export function span(timed, hand) {
  const from = Math.min(FROM, ...timed.map(one => Math.floor(one.at)), ...(hand === null ? [] : [Math.floor(hand)]));
  const to = Math.max(TO, ...timed.map(one => Math.ceil(one.end)), ...(hand === null ? [] : [Math.ceil(hand)]));
  return { from, to };
}

function at(element, left, width) {
  element.style.setProperty('--at', `${left * 100}%`);
  if (width !== undefined) element.style.setProperty('--for', `${width * 100}%`);
  return element;
}

/** The nodes of the strip; `hand` is the hour now, or null on another day; `followed` are the ids of sessions that are followed. */
export function strip(timed, lanes, hand, followed) {
  const { from, to } = span(timed, hand);
  const share = hour => (hour - from) / (to - from);
  const bars = timed.map(({ session, at: begin, end, lane }) => {
    const looks = [session.cancelled ? 'cancelled' : session.provisional ? 'provisional' : '', followed.includes(session.id) ? 'followed' : ''];
    const bar = at(el('li', { class: looks.filter(Boolean).join(' ') }), share(begin), share(end) - share(begin));
    bar.style.setProperty('--lane', lane);
    return bar;
  });
  const list = el('ol', {}, bars);
  list.style.setProperty('--lanes', Math.max(lanes, 1));
  const step = to - from > 14 ? 4 : 2;
  const hours = [];
  for (let hour = from; hour <= to; hour += step) hours.push(at(el('span', {}, hour), share(hour)));
  return [list, hand === null ? null : at(el('span', { class: 'hand' }), share(hand)), el('div', { class: 'hours' }, hours)];
}
