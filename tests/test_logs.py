"""Log lines: their two forms, what they leave out, and that nothing makes two of one."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot import logs

TOKEN = "123456789:AAF-not-a-real-token-only-for-tests_00"
SECRET = "hush-hush"
Capture = pytest.CaptureFixture[str]
FORMS = pytest.mark.parametrize("form", ["text", "json"])


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, names = logging.getLogger(), ("httpx", "httpcore", "apscheduler", "aiohttp", "asyncio", "alembic", "telegram")
    before = root.handlers, root.level, logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers, level, logging.raiseExceptions = before
    root.setLevel(level)
    logging.captureWarnings(False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def formatted(form: str, message: object, *arguments: object, secrets: tuple[str, ...] = (), error: BaseException | None = None) -> str:
    """One record of the moment 0 in a form."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("workshop_bot.app", logging.WARNING, "app.py", 1, message, arguments, info)
    record.created = 1733130000.25
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", io.StringIO())
        logs.set_up(form, "info", secrets)
    return logging.getLogger().handlers[0].format(record)


def raised(words: str) -> Exception:
    """An error with a cause, as it comes out of a call."""
    try:
        try:
            raise KeyError(words)
        except KeyError as cause:
            raise ValueError(f"after {words}") from cause
    except ValueError as error:
        return error


class TestForms:
    def test_text_is_moment_level_logger_and_words(self) -> None:
        assert formatted("text", "took %s over", 3) == "2024-12-02T09:00:00.250Z warning workshop_bot.app: took 3 over"

    def test_json_is_one_object(self) -> None:
        line = formatted("json", "took “%s” over", "3\n4")
        told = {"time": "2024-12-02T09:00:00.250Z", "level": "warning", "logger": "workshop_bot.app", "message": "took “3\n4” over"}
        assert (json.loads(line), line.isascii(), "\n" in line) == (told, True, False)

    def test_a_traceback_stands_indented_below_its_line(self) -> None:
        first, *rest = formatted("text", "failed", error=raised("words")).split("\n")
        assert first == "2024-12-02T09:00:00.250Z warning workshop_bot.app: failed"
        assert [line for line in rest if not line.startswith("    ")] == []
        assert (rest[0], rest[-1]) == ("    Traceback (most recent call last):", "    ValueError: after words")

    def test_a_traceback_is_a_field_in_json(self) -> None:
        told = json.loads(formatted("json", "failed", error=raised("words")))
        assert (told["message"], told["trace"].split("\n")[-1]) == ("failed", "ValueError: after words")

    @FORMS
    def test_a_line_whose_words_do_not_fit_comes_all_the_same(self, form: str) -> None:
        class Strange:
            def __str__(self) -> str:
                raise RuntimeError

        assert "took %d over" in formatted(form, "took %d over", "three")
        assert "said: %s" in formatted(form, "said: %s", Strange())


class TestTrace:
    def test_it_tells_in_one_line_what_was_raised_and_where_but_not_what_it_says(self) -> None:
        error = raised("what Sam wrote")
        assert error.__traceback__
        assert logs.trace(error) == f"ValueError at tests/test_logs.py:{error.__traceback__.tb_lineno} raised"


class TestOneLine:
    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("a\nerror forged", r"a\nerror forged"),
            ("a\r\x1b[31mred", r"a\r\x1b[31mred"),
            ("a\u2028b\x85c\x00", r"a\u2028b\x85c\x00"),
            ("\u202eevil\u2066", r"\u202eevil\u2066"),
            ("\ud800", r"\ud800"),
            ("điều trị 🎗", "điều trị 🎗"),
        ],
    )
    def test_what_does_not_print_is_written_out(self, typed: str, shown: str) -> None:
        assert formatted("text", "%s", typed).partition("app: ")[2] == shown

    @given(st.text(st.characters()))
    @FORMS
    def test_whatever_is_typed_one_record_is_one_line(self, form: str, typed: str) -> None:
        assert len(formatted(form, "%s", typed).splitlines()) == 1

    def test_no_line_of_a_traceback_looks_like_a_record(self) -> None:
        lines = formatted("text", "failed", error=raised("x\r\n2024-12-02T09:00:00.250Z error forged\u2028more")).splitlines()
        assert [line for line in lines[1:] if not line.startswith("    ")] == []


class TestSecrets:
    @FORMS
    @pytest.mark.parametrize("written", [TOKEN, TOKEN.replace(":", "%3A"), TOKEN.replace(":", "%3a"), f"https://h/bot{TOKEN}/getMe"])
    def test_p19_a_token_is_taken_out_of_words_arguments_and_tracebacks(self, form: str, written: str) -> None:
        line = formatted(form, f"called {written}: %s", {"url": written}, error=raised(written))
        assert [part for part in (TOKEN, "AAF-not", "only-for-tests") if part in line] == []

    @FORMS
    def test_p19_so_are_the_secrets_that_are_named_the_longer_first(self, form: str) -> None:
        line = formatted(form, "%s and %s", SECRET, "hush", secrets=("", "hush", SECRET), error=raised(SECRET))
        assert ("hush" in line, "*** and ***" in line) == (False, True)

    @given(st.text("abcXYZ019_-", min_size=1, max_size=20), st.text())
    def test_p19_no_text_around_lets_one_through(self, secret: str, around: str) -> None:
        assert secret not in logs.redacted(f"{around}{secret}{around}", [secret])

    def test_what_is_none_stays(self) -> None:
        assert logs.redacted("at 12:30, 123456789: short", ["other"]) == "at 12:30, 123456789: short"

    def test_p19_a_line_that_cannot_be_written_does_not_come_out_raw(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Full(io.StringIO):
            def write(self, text: str) -> int:
                if text.startswith("20"):
                    raise OSError(28, "No space left on device")
                return super().write(text)

        stream = Full()
        monkeypatch.setattr(sys, "stderr", stream)
        logs.set_up("text", "debug")
        logging.getLogger("workshop_bot").error("token %s", TOKEN)
        assert stream.getvalue() == ""


class TestLevels:
    def lines(self, capsys: Capture, level: str) -> list[str]:
        """What comes through at a level, of one line of each logger at each of three levels."""
        logs.set_up("text", level, [SECRET])
        for name in ("workshop_bot.app", "httpx", "httpcore.http11", "apscheduler.scheduler", "telegram.Bot"):
            for at in (logging.DEBUG, logging.INFO, logging.WARNING):
                logging.getLogger(name).log(at, f"bot{TOKEN} {SECRET}")
        return [line.partition(" ")[2].removesuffix(": bot*** ***") for line in capsys.readouterr().err.splitlines()]

    def test_libraries_warn_alone_while_we_tell_more(self, capsys: Capture) -> None:
        ours = ["info workshop_bot.app", "warning workshop_bot.app"]
        theirs = ["warning httpx", "warning httpcore.http11", "warning telegram.Bot"]
        assert self.lines(capsys, "info") == [*ours, *theirs]

    def test_p25_a_job_that_still_runs_is_not_told_each_second(self, capsys: Capture) -> None:
        logs.set_up("text", "info")
        logging.getLogger("apscheduler.executors.default").warning("skipped: maximum number of running instances reached")
        assert capsys.readouterr().err == ""
        logging.getLogger("apscheduler.executors.default").error("Job raised an exception")
        assert "error apscheduler.executors.default: Job raised" in capsys.readouterr().err

    def test_p19_at_debug_they_tell_all_through_the_same_sieve(self, capsys: Capture) -> None:
        names = ("workshop_bot.app", "httpx", "httpcore.http11", "apscheduler.scheduler")
        told = [f"{level} {name}" for name in names for level in ("debug", "info", "warning")]
        logs.set_up("text", "info")  # what was set before does not last
        assert self.lines(capsys, "debug") == [*told, "warning telegram.Bot"]  # which would tell what people write (P21)

    def test_at_error_nobody_warns(self, capsys: Capture) -> None:
        assert self.lines(capsys, "error") == []

    def test_warnings_of_python_are_lines_too(self, capsys: Capture) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            logs.set_up("json", "info")
            warnings.warn(f"old: {TOKEN}", DeprecationWarning, stacklevel=1)
            logging.captureWarnings(False)
        told = json.loads(capsys.readouterr().err)
        assert (told["level"], told["logger"], "DeprecationWarning: old: ***" in told["message"]) == ("warning", "py.warnings", True)


def test_p26_a_chat_is_told_by_a_short_name_the_same_each_time() -> None:
    assert logs.short(123456789) == logs.short(123456789) != logs.short(123456780)
    assert (len(logs.short(-1001234567890)), "1234567890" in logs.short(-1001234567890)) == (8, False)
