"""A small Telegram on this machine: the Bot API double, which the tests use too, and the page on which anybody can try the bot.

the bot ── HTTP ──> double: methods ─> world (people, chats, messages) ─> updates ──> the bot
                                          ^  │ events
                        people's acts ────┘  └──> page ── WebSocket ──> browser
"""
