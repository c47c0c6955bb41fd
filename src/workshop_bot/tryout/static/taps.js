/* Taps on buttons under messages that wait for Telegram's answer: ten seconds, then one is told that none has come. */
import * as log from './log.js';
import { state } from './state.js';
import * as toast from './toast.js';
import { words } from './words.js';

const PATIENCE = 10_000;
const waiting = new Map(); // "chat:message:data" to who tapped where, and the timer

const keyOf = (message, data) => `${state.chat}:${message.id}:${data}`;

/** Whether a button waits. */
export const waits = (message, data) => waiting.has(keyOf(message, data));

/** Send a tap, unless the same one waits already. */
export function tap(message, data, button, send) {
  const key = keyOf(message, data);
  const { chat, person } = state;
  if (waiting.has(key) || !send({ do: 'tap', person, chat, message: message.id, data })) return;
  button.setAttribute('aria-busy', 'true');
  log.expectAnswer();
  const giveUp = () => {
    end(key);
    toast.say(words.noAnswer);
  };
  waiting.set(key, { chat, person, message: message.id, timer: setTimeout(giveUp, PATIENCE) });
}

function end(key) {
  const { chat, message, timer } = waiting.get(key);
  clearTimeout(timer);
  waiting.delete(key);
  const others = [...waiting.values()].some(other => other.chat === chat && other.message === message);
  if (chat === state.chat && !others) log.calm(message);
}

/** Telegram has answered a person's oldest tap in a chat. */
export function answered(chat, person) {
  const key = [...waiting].find(([, tapped]) => tapped.chat === chat && tapped.person === person)?.[0];
  if (key) end(key);
}
