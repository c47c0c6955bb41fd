"""From a question to what is said: matching and programme, joined.

    question ─ matching.read ─> words ┬─ matching.rank ──> entries that speak to it ┐
                                      └─ programme.read ─> what it asks of the days ┴─ judge ─> Judgement ─ word ─> Answer

`prepare` makes a folder ready once; `judge` decides and touches nothing; `word` finds the words in the person's language.
"""

from workshop_bot.answers.answer import Answer, answer, chosen
from workshop_bot.answers.prepare import Ready, prepare

__all__ = ["Answer", "Ready", "answer", "chosen", "prepare"]
