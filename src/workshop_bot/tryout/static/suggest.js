/* What fits to the text in the composer: commands after "/", answers to be sent after "@bot ". */
import * as menu from './menu.js';
import { here, state } from './state.js';
import { words } from './words.js';

/** What follows "@bot " in a text, or null if it does not begin so. */
export function inlineWords(text) {
  const name = `@${state.bot.name} `;
  return text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length) : null;
}

/* In a private chat a command is sent at once; in a group one that is not typed whole is written out first, and what it asks for can follow. */
function commands(text, act) {
  const group = here().kind !== 'private';
  const fitting = (here().commands[state.person] ?? []).filter(({ command }) => `/${command}`.startsWith(text.toLowerCase()));
  return fitting.map(({ command, description }) => {
    const named = `/${command}${group ? `@${state.bot.name}` : ''}`;
    const complete = () => act.write(`${named} `);
    const choose = group && text.toLowerCase() !== `/${command}` ? complete : () => act.send(named);
    return { title: `/${command}`, detail: description, complete, choose };
  });
}

function answers({ query, results, button }, act) {
  const found = results.map(({ id, title, description }) => ({ title, detail: description ?? '', choose: () => act.choose(query, id) }));
  if (button) found.unshift({ title: button.text, detail: '', choose: () => act.start(button.start) });
  return found.length ? found : [{ title: words.nothingFound, detail: '', choose: menu.close }];
}

/** The entries of the menu for a text, with its name; none if nothing fits. */
export function suggestions(text, act) {
  if (/^\/\S*$/.test(text)) return [commands(text, act), words.commands];
  if (inlineWords(text) !== null && state.results) return [answers(state.results, act), words.inline];
  return [[], ''];
}
