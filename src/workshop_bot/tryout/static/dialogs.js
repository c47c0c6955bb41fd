/* The two dialogs: an alert of the bot, and the question before a link leaves the page. */
import { el } from './dom.js';
import { words } from './words.js';

function ask(label, ...inside) {
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title', onclose: event => event.target.remove() }, label, ...inside);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Telegram's `show_alert`: a text and one button. */
export function alertOf(text) {
  const close = el('button', { type: 'button', class: 'fill', autofocus: true, onclick: () => dialog.close() }, words.alertClose);
  const dialog = ask(el('p', { id: 'dialog-title', class: 'alert', dir: 'auto' }, text), el('div', { class: 'choices' }, close));
}

/** Show the whole address and ask; only the button opens it. */
export function askToOpen(address) {
  const open = () => {
    dialog.close();
    window.open(address.href, '_blank', 'noopener,noreferrer');
  };
  const dialog = ask(
    el('h2', { id: 'dialog-title' }, words.linkTitle),
    el('p', { class: 'address', dir: 'ltr', tabindex: 0 }, address.href),
    el('p', { class: 'soft' }, words.linkText),
    el('div', { class: 'choices' },
      el('button', { type: 'button', class: 'fill', autofocus: true, onclick: () => dialog.close() }, words.linkStay),
      el('button', { type: 'button', class: 'plain', onclick: open }, words.linkOpen)));
}
