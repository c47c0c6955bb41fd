"""What English speakers type about a programme: sense → phrases.

`word?` counts only beside another word of time or in a question that is plainly English; `word~` only beside a word of time.
"""

_LUNCH = ("lunch", "the lunch", "lunchtime", "the lunch break", "lunch break")

PHRASES = {
    # days
    "shift 0": (
        "today, 2day, tonight, this morning, this noon, this afternoon, this evening, later today, the rest of today, rest of today"
    ),
    "shift 1": "tomorrow, tomorow, tommorow, tommorrow, tmr, tmrw, tmw, 2moro, 2morrow",
    "shift 2": "day after tomorrow, the day after tomorrow, overmorrow",
    "shift -1": "yesterday, last night",
    "shift -2": "day before yesterday, the day before yesterday",
    "anchor 1": "the next day, next day, the following day, following day, the day after, day after",
    "anchor -1": "the day before, the previous day, previous day",
    "weekday 0": "monday, mondays, monday's, mon~",
    "weekday 1": "tuesday, tuesdays, tuesday's, tue~, tues~",
    "weekday 2": "wednesday, wednesdays, wednesday's, wed~",
    "weekday 3": "thursday, thursdays, thursday's, thu~, thur~, thurs~",
    "weekday 4": "friday, fridays, friday's, fri~",
    "weekday 5": "saturday, saturdays, saturday's, sat~",
    "weekday 6": "sunday, sundays, sunday's, sun~",
    "week 0": "this week, during the week",
    "week 1": "next week, the following week",
    "week -1": "last week, the previous week",
    "weekend 0": "weekend, this weekend, the weekend",
    "months 0": "this month",
    "months 1": "next month",
    "months -1": "last month",
    "month 1": "january, jan~",
    "month 2": "february, feb~",
    "month 3": "march~, mar~",
    "month 4": "april, apr~",
    "month 5": "may~",
    "month 6": "june, jun~",
    "month 7": "july, jul~",
    "month 8": "august, aug~",
    "month 9": "september, sept~, sep~",
    "month 10": "october, oct~",
    "month 11": "november, nov~",
    "month 12": "december, dec~",
    "elsewhere 0": (
        "last year, next year, previous year, previous years, every year, each year, other years, next workshop, next edition, "
        "next conference, next meeting, next event, previous workshop, previous edition, previous workshops, last workshop, "
        "last edition, next time, last time, future editions, past editions, past workshops, the year before"
    ),
    "elsewhere after": "after the workshop, after the conference, after the congress, after the event",
    "day 0": "day, days",
    "date 0": "on the, the, on, by the, until the",
    "of 0": "of",
    "year-word 0": "in",
    # parts of a day and hours
    "part morning": (
        "morning, mornings, this morning, in the morning, a m~, early morning, mid morning, late morning, first thing, "
        + ", ".join(f"before {lunch}" for lunch in _LUNCH)
    ),
    "part noon": "noon, midday, at noon, lunchtime, this noon",
    "part afternoon": (
        "afternoon, afternoons, this afternoon, in the afternoon, pm?, p m~, early afternoon, mid afternoon, late afternoon, "
        "post lunch, " + ", ".join(f"after {lunch}" for lunch in _LUNCH)
    ),
    "part evening": "evening, evenings, this evening, in the evening",
    "part night": "tonight, night, last night, at night",
    "hour 0": "h~, o'clock, oclock",
    "am 0": "am~, a m~",
    "pm 0": "pm~, p m~",
    "hours-long 0": "hour, hours, hr, hrs",
    "minutes-long 0": "minute, minutes, min, mins",
    "span 30": "half an hour",
    "span 60": "an hour",
    "half-past 0": "half past, half",
    "hence 0": "from now, later",
    "ago 0": "ago",
    "in 0": "in, within",
    "at 0": "at, around, about",
    "on 0": "on, this, for, next, last",
    "from 0": "from, since, starting, between",
    "onwards 0": "from, since, starting, starting on",
    "after 0": "after, past",
    "before 0": "before",
    "until 0": "until, till",
    "to 0": "to, until, till, through, thru",
    "and 0": "and, or, then",
    "length 0": "for, lasts, lasting, during, last",
    "coming-first 0": "next, coming, this coming",
    "passed-first 0": "last, past, previous",
    "rest 0": (
        "later today, rest of the day, the rest of the day, left today, rest of today, remaining today, remaining sessions, "
        "remaining talks, still to come, what's left, left for today"
    ),
    # relation to now
    "now 0": (
        "now, right now, rn, at the moment, currently, at present, going on, ongoing, happening now, just now, at this moment, "
        "this moment, in progress, live now, this minute, presently, current session, current talk"
    ),
    "next 0": (
        "next, comes after, comes next, up next, what's next, coming up, upcoming, following, after this, after that, afterwards, "
        "about to start, coming next, later on, nxt"
    ),
    "nth 1": "first, earliest, to start with, to begin with",
    "nth 2": "second",
    "nth 3": "third",
    "nth 4": "fourth",
    "nth 5": "fifth",
    "nth 6": "sixth",
    "nth 7": "seventh",
    "nth -1": "last, final, to finish, end of the day, at the end of the day",
    "number 1": "one",
    "number 2": "two",
    "number 3": "three",
    "number 4": "four",
    "number 5": "five",
    "number 6": "six",
    "number 7": "seven",
    "number 8": "eight",
    "number 9": "nine",
    "number 10": "ten",
    "number 11": "eleven",
    "number 12": "twelve",
    # the programme
    "session 0": (
        "session, sessions, talk, talks, presentation, presentations, lecture, lectures, slot, slots, keynote, keynotes, "
        "seminar, seminars, panel, panels, symposium, item, items"
    ),
    "programme 0": (
        "programme, program, programmes, schedule, schedules, timetable, agenda, calendar, line-up, lineup, running order, "
        "on the programme, on the schedule, list of sessions, list of talks, list of presentations, what's on, whats on, "
        "what is on"
    ),
    "all 0": (
        "whole programme, full programme, entire programme, complete programme, whole schedule, full schedule, "
        "entire schedule, complete schedule, whole program, full program, entire program, full agenda, whole agenda, "
        "all sessions, all the sessions, all talks, all the talks, all presentations, every session, every talk, every day, "
        "all days, each day, both days, all two days, all three days, all four days, all five days, all six days, all seven days, "
        "all 2 days, all 3 days, all 4 days, all 5 days, all 6 days, all 7 days, "
        "whole week, the whole thing, all week, whole, entire, complete, full, "
        "overall, detailed, programme everything"
    ),
    "speak 0": (
        "speak, speaks, speaking, spoke, present, presents, presenting, presented, talk, talks, talking, lectures, lecturing, "
        "chairs, chair, chairing, give, gives, giving, gave, given, delivers, delivered"
    ),
    "start 0": "start, starts, started, starting, begin, begins, began, beginning, kick off, kicks off, open, opens",
    "end 0": "end, ends, ended, ending, finish, finishes, finished, over, close, closes, wrap up, conclude, concludes",
    "ask when": (
        "when, whens, when's, which day, what day, which days, "
        "how long until, how long till, how long before, scheduled, planned, " + ", ".join(f"before or after {lunch}" for lunch in _LUNCH)
    ),
    "ask held": "still on",
    "ask cancelled": "cancelled, canceled, cancellations, called off",
    "ask hour": "what time, what times, times, time, hour, hours",
    "ask where": "where, wheres, where's, which room, what room, room, rooms, hall, venue",
    "ask who": "who, who's, the person who, person who, people who, name of the person who, which doctor, which expert, which professor",
    "ask whose": "whose, by whom, by who",
    "ask speakers": "speaker, speakers, presenter, presenters, lecturer, name of the speaker, names of the speakers, speaker's name",
    "ask length": "how long, lasts, duration, how many minutes, how many hours",
    "ask link": "link, zoom, link zoom, zoom link, join link, meeting link, teams, teams link, webex, webex link, webinar link",
    "ask 0": (
        "what's on, whats on, what is on, join, last, link between, take place, takes place, taking place, held, happening, happens, "
        "happen, about, cover, covers, covered, covering, discuss, discusses, discussed, discussing, addressed, taught, learn about, "
        "come up, comes up, dealt with"
    ),
    "count 0": "how many, number of",
    "event 0": "workshop, conference, congress, meeting, event, course",
    "kind opening": "opening, opening ceremony, opening session, inauguration, welcome address",
    "kind closing": "closing, closing ceremony, closing session, closing remarks, wrap-up",
    "kind break": "break, breaks, coffee break, coffee breaks, tea break",
    "kind discussion": "discussion, discussions, debate, debates",
    "kind social": "dinner, gala, gala dinner, social event, cocktail, reception",
    "honorific 0": "dr, doctor, prof, professor, mr, mrs, ms, miss, sir, assoc prof",
    "follow 0": "and, what about, how about, and what about, then, and for, and the, and on, and in",
    "there 0": ("there, it, that, this one, that one, that session, this session, that talk, this talk, that topic, he, she, they, its"),
    "unit 0": (
        "years, year, months, month, mg, kg, ml, cm, children, patients, cases, times, percent, people, persons, sessions, "
        "talks, presentations, countries, hospitals, dollars, cycles, weeks, old, yrs, yo"
    ),
    "function 0": (
        "the, a, an, is, are, was, were, be, been, will, would, can, could, may, do, does, did, there, what, whats, what's, "
        "which, how, many, much, i, you, we, he, she, it, they, me, my, your, our, us, his, her, their, of, on, in, at, to, "
        "for, from, by, with, about, any, anything, something, and, or, please, pls, plz, thanks, thank, hi, hello, hey, tell, "
        "show, give, know, want, see, find, get, that, this, these, those, s, t, m, re, ll, ve, d, have, has, had, should, if, "
        "as, up, out, so, then, let, lets, need, like, regarding, concerning, related, dedicated, list, go, going, attend, "
        "join, watch, hear, happening, also, just, got, u, r, ur, not, no, yes, during, total, number, all, topic, topics, "
        "subject, subjects, i'd, kindly, exact, exactly"
    ),
}
