"""The settings of `run`, read once from options, environment and `.env`, in this order of strength; all faults are told together."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from workshop_bot.errors import SettingsUnusable

T = TypeVar("T")

PREFIX = "WORKSHOP_BOT_"
FORMS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
NAMES = (
    *("TOKEN", "TOKEN_FILE", "KNOWLEDGE", "DATABASE", "ORGANISERS", "API_URL", "WEBHOOK_URL", "WEBHOOK_LISTEN", "WEBHOOK_SECRET"),
    *("LOG", "LOG_LEVEL", "RETENTION_DAYS"),
)
LONGEST_RETENTION = 3650
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,60}")
_PASSWORD = re.compile(r"[\w+]+://[^:/]*:([^@]+)@")  # as SQLAlchemy reads it
_SERVER = re.compile(r"postgresql(\+psycopg)?://(?=\S)([^:/]*(:[^@]*)?@)?(\[[^/?]+\]|[^/:?]+)?(:[0-9]*)?(/[^?]*)?(\?.*)?")  # likewise
_NOT_IN_ADDRESS = re.compile(r"[\s{}]")  # braces stand for something to those who take the address
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PERSON = re.compile(r"[1-9][0-9]{0,15}")
_DAYS = re.compile(r"[1-9][0-9]{0,3}")
_PORTS = (443, 80, 88, 8443)


@dataclass(frozen=True)
class Webhook:
    """Where Telegram is to deliver: the public address, where to listen behind it, and the secret that proves it is Telegram."""

    url: str
    host: str
    port: int
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Config:
    """What `run` needs to know; `run --help` tells the variables."""

    token: str = field(repr=False)
    knowledge: Path
    database: str = field(default="sqlite:///workshop-bot.db", repr=False)  # a server's holds a password
    organisers: tuple[int, ...] = ()
    api_url: str = "https://api.telegram.org"
    webhook: Webhook | None = None
    log: str = "text"
    log_level: str = "info"
    retention_days: int = 30

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log line may hold."""
        password = _PASSWORD.match(self.database)
        passwords = (password[1], unquote(password[1])) if password else ()
        return (self.token, *((self.webhook.secret,) if self.webhook else ()), *passwords)


def gather(options: Mapping[str, str | None], environment: Mapping[str, str], dotenv: Path) -> dict[str, str]:
    """The settings by their names without prefix; the strongest source that names one counts, and one that is empty there is not set.

    Options come by the same names; None stands for one that is not given. SettingsUnusable where `.env` cannot be read, all of it
    that is ours.
    """
    found: dict[str, str | None] = {}
    for source in (_written(dotenv), environment):
        found |= {name.removeprefix(PREFIX): value for name, value in source.items() if name.startswith(PREFIX)}
    found |= {name: value for name, value in options.items() if value is not None}
    return {name: value.strip() for name, value in found.items() if value and value.strip()}


def _written(dotenv: Path) -> Mapping[str, str | None]:
    """What stands in `.env`, to the letter: a dollar sign in a password is one."""
    if not dotenv.is_file():
        return {}
    from dotenv.parser import parse_stream

    try:
        with dotenv.open(encoding="utf-8-sig") as lines:
            read = list(parse_stream(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnusable(f"{dotenv} cannot be read ({_why(error)}); check its rights, and save it as UTF-8") from None
    wrong = [one.original.line for one in read if one.error and PREFIX in one.original.string]
    if wrong:  # a default would stand in for what was meant
        mend = f"write {PREFIX}NAME=value, with quotes around all of the value or none"
        raise SettingsUnusable(*(f"{dotenv}:{line}: this line is no setting; {mend}" for line in wrong))
    return {one.key: one.value for one in read if one.key}


def unknown(settings: Mapping[str, str]) -> list[str]:
    """What is said of settings that nobody reads: probably slips."""
    said = []
    for name in sorted(settings.keys() - set(NAMES)):
        near = get_close_matches(name, NAMES, 1)
        said.append(f"{PREFIX}{name} is no setting" + (f"; did you mean {PREFIX}{near[0]}?" if near else ""))
    return said


def read(settings: Mapping[str, str], knowledge: Path) -> Config:
    """The settings as values; SettingsUnusable with every fault."""
    faults: list[str] = []

    def value(reader: Callable[[Mapping[str, str]], T], otherwise: T) -> T:
        try:
            return reader(settings)
        except ValueError as fault:
            faults.append(str(fault))
            return otherwise

    webhook = None
    if settings.keys() & {"WEBHOOK_URL", "WEBHOOK_LISTEN", "WEBHOOK_SECRET"}:
        webhook = Webhook(value(_webhook_url, ""), *value(_webhook_listen, ("", 0)), value(_webhook_secret, ""))
    config = Config(
        token=value(_token, ""),
        knowledge=knowledge,
        database=value(database, ""),
        organisers=value(organisers, ()),
        api_url=value(_api_url, ""),
        webhook=webhook,
        log=value(_one_of("LOG", FORMS, Config.log), ""),
        log_level=value(_one_of("LOG_LEVEL", LEVELS, Config.log_level), ""),
        retention_days=value(_days, 0),
    )
    if faults:
        raise SettingsUnusable(*faults)
    return config


def database(settings: Mapping[str, str]) -> str:
    """The address of the database, its folder there; ValueError says what is wrong, without a password."""
    url = settings.get("DATABASE", Config.database)
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///"))
        if not file.name or file.name == ":memory:" or "?" in url or file.is_dir():
            raise ValueError(f"{PREFIX}DATABASE names no file; write sqlite:///workshop-bot.db")
        if not file.parent.is_dir():
            raise ValueError(f"{PREFIX}DATABASE: there is no folder {file.parent}; make it, or name another file")
        return url
    if _SERVER.fullmatch(url):
        return url
    raise ValueError(f"{PREFIX}DATABASE is no address of a database; write sqlite:///FILE or postgresql://…")


def organisers(settings: Mapping[str, str]) -> tuple[int, ...]:
    """The owners whom the settings name; ValueError says what is wrong."""
    numbers = [number.strip() for number in settings.get("ORGANISERS", "").split(",") if number.strip()]
    if wrong := [number for number in numbers if not _PERSON.fullmatch(number)]:
        raise ValueError(
            f'{PREFIX}ORGANISERS: "{wrong[0]}" is no person\'s number; write numbers with commas, /privacy tells each person theirs'
        )
    return tuple(dict.fromkeys(map(int, numbers)))


def _token(settings: Mapping[str, str]) -> str:
    given, file = settings.get("TOKEN"), settings.get("TOKEN_FILE")
    if given and file:
        raise ValueError(f"{PREFIX}TOKEN and {PREFIX}TOKEN_FILE are both set; keep one of them")
    if file:
        try:
            given = Path(file).read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{PREFIX}TOKEN_FILE: {file} cannot be read ({_why(error)}); check its path and its rights") from None
    if not given:
        where = f"{PREFIX}TOKEN_FILE: {file} is empty" if file else f"{PREFIX}TOKEN is not set"
        raise ValueError(f"{where}; put the token from @BotFather there")
    if not _TOKEN.fullmatch(given):
        where = f"{PREFIX}TOKEN_FILE: {file}" if file else f"{PREFIX}TOKEN"
        raise ValueError(f"{where} holds no token; it looks like 123456789:AA…, copy it whole from @BotFather")
    return given


def _api_url(settings: Mapping[str, str]) -> str:
    return _address("API_URL", settings.get("API_URL", Config.api_url), "https", "http")


def _address(name: str, url: str, *schemes: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and parts.hostname and parts.port != 0 and not _NOT_IN_ADDRESS.search(url)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"{PREFIX}{name} is no web address; write {' or '.join(f'{scheme}://…' for scheme in schemes)}")
    return url.rstrip("/")


def _webhook_url(settings: Mapping[str, str]) -> str:
    if "WEBHOOK_URL" not in settings:
        raise ValueError(f"{PREFIX}WEBHOOK_URL is not set; a webhook needs the public address, or leave out what else begins so")
    url = settings["WEBHOOK_URL"]
    _address("WEBHOOK_URL", url, "https")
    if (urlsplit(url).port or 443) not in _PORTS:
        raise ValueError(f"{PREFIX}WEBHOOK_URL: Telegram delivers to the ports 443, 80, 88 and 8443 alone")
    return url


def _webhook_listen(settings: Mapping[str, str]) -> tuple[str, int]:
    if "WEBHOOK_LISTEN" not in settings:
        raise ValueError(f"{PREFIX}WEBHOOK_LISTEN is not set; a webhook needs HOST:PORT to listen on, such as 127.0.0.1:8085")
    host, _, port = settings["WEBHOOK_LISTEN"].rpartition(":")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise ValueError(f"{PREFIX}WEBHOOK_LISTEN is not HOST:PORT; write 127.0.0.1:8085")
    return host.strip("[]"), int(port)


def _webhook_secret(settings: Mapping[str, str]) -> str:
    secret = settings.get("WEBHOOK_SECRET") or secrets.token_urlsafe(32)
    if not _SECRET.fullmatch(secret):
        raise ValueError(f"{PREFIX}WEBHOOK_SECRET may hold 1 to 256 of A-Z, a-z, 0-9, _ and - alone")
    return secret


def _one_of(name: str, known: tuple[str, ...], otherwise: str) -> Callable[[Mapping[str, str]], str]:
    def chosen(settings: Mapping[str, str]) -> str:
        value = settings.get(name, otherwise).lower()
        if value not in known:
            raise ValueError(f'{PREFIX}{name} is "{value}"; write one of {", ".join(known)}')
        return value

    return chosen


def _days(settings: Mapping[str, str]) -> int:
    days = settings.get("RETENTION_DAYS", str(Config.retention_days))
    if not _DAYS.fullmatch(days) or int(days) > LONGEST_RETENTION:
        raise ValueError(f'{PREFIX}RETENTION_DAYS is "{days}"; write a number of days from 1 to {LONGEST_RETENTION}')
    return int(days)


def _why(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or "unreadable") if isinstance(error, OSError) else "it is no UTF-8"
