/* The page speaks the first of the browser's languages that it knows, else English; what comes from the bot is in the reader's language. */
import en from './words/en.js';
import fr from './words/fr.js';
import vi from './words/vi.js';

const KNOWN = { vi, fr, en };
export const language = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => tag in KNOWN) ?? 'en';
export const words = KNOWN[language];

/** One text of a map by language: the page's, else English, else any; a plain text stands for itself. */
export function inOurs(texts) {
  return typeof texts === 'string' ? texts : (texts?.[language] ?? texts?.en ?? Object.values(texts ?? {})[0] ?? '');
}
