/* Moments as the workshop's clock shows them, written by the custom of the page's language. */
import { language } from './words.js';

const LOCALE = { vi: 'vi-VN', fr: 'fr-FR', en: 'en-GB' }[language];
const LONGEST = 24; // letters of a date that stand in one line beside the clock
let zone = 'UTC';

export function useZone(name) {
  zone = name;
}

/** What the workshop's clock shows at a moment: day (2024-12-02), hour and minute, and the hour as a fraction. */
export function wall(moment) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(moment));
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(part => [part.type, part.value]));
  return { day: `${year}-${month}-${day}`, hour: +hour, minute: +minute, at: +hour + minute / 60 };
}

/** The hour as on a clock: 08:05 in Vietnamese, 8:05 elsewhere. */
export function clockHour(moment) {
  const { hour, minute } = wall(moment);
  return `${language === 'vi' ? String(hour).padStart(2, '0') : hour}:${String(minute).padStart(2, '0')}`;
}

/** The hour within a sentence: as on a clock, but 8 h 05 in French. */
export function hourText(moment) {
  if (language !== 'fr') return clockHour(moment);
  const { hour, minute } = wall(moment);
  return minute ? `${hour}\u00a0h\u00a0${String(minute).padStart(2, '0')}` : `${hour}\u00a0h`;
}

const named = (day, options) => new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', ...options }).format(new Date(`${day}T12:00:00Z`));
const capital = text => text.charAt(0).toLocaleUpperCase(LOCALE) + text.slice(1);

/** A day (2024-12-02) with its weekday, and the year if wanted: Monday 2 December 2024. */
export function dayText(day, { year = false } = {}) {
  const [y, m, d] = day.split('-').map(Number);
  const weekday = capital(named(day, { weekday: 'long' }));
  if (language === 'vi') return `${weekday} ${d}/${m}${year ? `/${y}` : ''}`;
  const date = `${weekday} ${language === 'fr' && d === 1 ? '1er' : d}`;
  const whole = `${date} ${named(day, { month: 'long' })}${year ? ` ${y}` : ''}`;
  return whole.length <= LONGEST ? whole : `${date} ${named(day, { month: 'short' })} ${y}`;
}

/** A day for a narrow button: Mon 2, lun. 2, T2 2/12. */
export function dayShort(day) {
  const [, m, d] = day.split('-').map(Number);
  if (language === 'vi') return `${['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'][new Date(`${day}T12:00:00Z`).getUTCDay()]} ${d}/${m}`;
  return `${named(day, { weekday: 'short' })} ${d}`;
}

/** How the clock's zone is called where the workshop has no place: GMT+7. */
export function zoneText() {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(new Date());
  return parts.find(part => part.type === 'timeZoneName').value;
}

/** Days between two days. */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
