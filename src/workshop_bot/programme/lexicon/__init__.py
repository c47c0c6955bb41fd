"""What people type about a programme, one table a language: `role value` → the phrases that have this role.

    days        shift, anchor, weekday, week, weekend, months, month, day, date, elsewhere (another year), the words around them
    hours       part, hour, am, pm, hours-long, minutes-long, span (minutes), half, hence, ago, in, at, from, after, before, to
    relations   now, next, nth (from the end below 0), all, rest
    programme   session, programme, speak, start, end, ask, count, event, kind, honorific, follow, there
    the rest    unit (after a number that is no time), function (words that carry no meaning)

Phrases are written as they should be spelt; what people type is compared without accents, and by accents where they typed them.
"""
