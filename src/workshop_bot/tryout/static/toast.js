/* The pill that answers a tap: four seconds, longer while it is hovered or has the focus. */
import { $ } from './dom.js';

const SECONDS = 4;
const toast = $('toast');
let timer = 0;

function leave() {
  if (toast.matches(':hover, :focus-within, :focus')) timer = setTimeout(leave, 1000);
  else toast.textContent = '';
}

/** Show a text; the one before gives way. */
export function say(text) {
  clearTimeout(timer);
  toast.textContent = text;
  timer = setTimeout(leave, SECONDS * 1000);
}
