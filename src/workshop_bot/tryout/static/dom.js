/* Elements by hand: every text becomes a text node, so nothing that people wrote can turn into markup. */
const SVG = 'http://www.w3.org/2000/svg';

export const $ = id => document.getElementById(id);

/** An element with attributes (false and null are left out; on… are listeners) and children (texts, elements, null). */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

/** A drawing of the sheet in index.html. */
export function drawing(name, className = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** Say something once to screen readers alone. */
export function tell(text) {
  $('status').textContent = text;
}

/** Make anew what stands in a place; the focus goes back to the element with the same data-key, if it was inside. */
export function fill(place, ...children) {
  const key = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  place.replaceChildren(...children.flat().filter(Boolean));
  if (key !== undefined) place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** Arrow keys, Home and End move among the buttons of a list that is one stop of the Tab key. */
export function roving(list) {
  list.addEventListener('keydown', event => {
    const all = [...list.querySelectorAll('button')];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.altKey || at < 0 || to === undefined) return;
    event.preventDefault();
    if (!all[to]) return;
    for (const button of all) button.tabIndex = -1;
    all[to].tabIndex = 0;
    all[to].focus();
  });
}
