/* The line to the program; it comes back by itself. */
const PAUSES = [300, 700, 1500, 3000];

/** Keep a line open: `heard` gets every event, `changed` whether the line holds. Returns the function that sends an act. */
export function connect(heard, changed) {
  let line = null;
  let failed = 0;

  function open() {
    line = new WebSocket(new URL('ws', location.href.replace(/^http/, 'ws')));
    line.onmessage = message => {
      failed = 0;
      heard(JSON.parse(message.data));
    };
    line.onopen = () => changed(true);
    line.onclose = () => {
      changed(false);
      setTimeout(open, PAUSES[Math.min(failed++, PAUSES.length - 1)]);
    };
  }

  open();
  return act => {
    if (line.readyState === WebSocket.OPEN) line.send(JSON.stringify(act));
    return line.readyState === WebSocket.OPEN;
  };
}
