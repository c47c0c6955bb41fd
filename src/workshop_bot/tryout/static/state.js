/* What the page knows: the small Telegram as the program tells it, and who one is and where one talks. */
import { inOurs, language, words } from './words.js';

export const state = {
  bot: { name: '' },
  people: [],
  chats: [],
  clock: null,
  programme: { days: [], name: '' },
  ahead: { reminder: null, followed: {} }, // when somebody is reminded next; the sessions that each person follows
  sent: [],
  faults: { slow: false, down: false, blocked: [] },
  chat: null, // the id of the chat that is shown
  person: null, // the id of the person who writes
  unread: new Map(),
  results: null, // the newest inline results
};

export const personOf = id => state.people.find(person => person.id === id);
export const chatOf = id => state.chats.find(chat => chat.id === id);
export const here = () => chatOf(state.chat);
export const privateChat = person => state.chats.find(chat => chat.kind === 'private' && chat.people[0] === person);
export const isMine = message => message.from === state.person;
export const isBlocked = person => state.faults.blocked.includes(person);

export function nameOf(id) {
  const person = personOf(id);
  if (person) return person.role === 'organiser' ? words.organiser : person.name;
  return inOurs(state.programme.name);
}

/* A name from right to left, or with signs that turn the order of reading, is shut off from the sentence around it. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
export const isolated = text => (TURNS.test(text) ? `\u2068${text}\u2069` : text);

/** How a name stands within a sentence. */
export const nameWithin = id => (personOf(id)?.role === 'organiser' ? words.asOrganiser : isolated(nameOf(id)));

export const titleOf = chat => (chat.kind === 'private' ? nameOf(chat.people[0]) : words.group);
export const membersOf = chat => chat.people.map(id => isolated(nameOf(id))).join(', ');

/** The chats in the order of the list: a private chat for each person, then the groups. */
export const rows = () => [...state.people.map(person => privateChat(person.id)), ...state.chats.filter(chat => chat.kind !== 'private')];

/** Whose chat the page shows at first: the first participant who speaks its language. */
export function guest() {
  const participants = state.people.filter(person => person.role === 'participant');
  return participants.find(person => person.language === language) ?? participants[0] ?? state.people[0];
}

/** Show another chat; in a group one stays who one is, if a member. */
export function choose(chat) {
  state.chat = chat.id;
  if (!chat.people.includes(state.person)) state.person = chat.people[0];
  state.unread.delete(chat.id);
}

/** The first line of what a message says. */
export const firstLine = message => (message.text || message.file?.name || '').trimStart().split('\n', 1)[0];

const TAKES = {
  state(event) {
    for (const key of ['bot', 'people', 'chats', 'clock', 'programme', 'ahead', 'sent', 'faults']) state[key] = event[key];
  },
  people(event) {
    state.people = event.people;
    for (const chat of event.chats) {
      if (!chatOf(chat.id)) state.chats.push(chat);
      else chatOf(chat.id).people = chat.people;
    }
  },
  message({ chat: id, message }) {
    const chat = chatOf(id);
    const at = chat.messages.findIndex(known => known.id === message.id);
    if (at < 0) chat.messages.push(message);
    else chat.messages[at] = message;
    if (chat.kind === 'private') chat.started = true;
  },
  deleted({ chat, id }) {
    chatOf(chat).messages = chatOf(chat).messages.filter(message => message.id !== id);
  },
  sent({ entry }) {
    const at = state.sent.findIndex(known => known.id === entry.id);
    if (at < 0) state.sent.push(entry);
    else state.sent[at] = entry;
  },
  commands({ chat, person, commands }) {
    chatOf(chat).commands[person] = commands;
  },
  clock({ clock }) {
    state.clock = clock;
  },
  programme({ programme }) {
    state.programme = programme;
  },
  ahead({ ahead }) {
    state.ahead = ahead;
  },
  faults({ faults }) {
    state.faults = faults;
  },
};

/** Take an event over, if it changes something that is kept. */
export function take(event) {
  TAKES[event.type]?.(event);
}
