"""The settings of `run`, read once from options, environment and `.env`, in this order of strength; all faults are told together."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from workshop_bot.errors import SettingsUnusable

T = TypeVar("T")

PREFIX = "WORKSHOP_BOT_"
LEVELS = ("debug", "info", "warning", "error")
NAMES = (
    *("TOKEN", "TOKEN_FILE", "KNOWLEDGE", "DATABASE", "ORGANISERS", "API_URL", "WEBHOOK_URL", "WEBHOOK_LISTEN", "WEBHOOK_SECRET"),
    *("LOG", "LOG_LEVEL", "RETENTION_DAYS", "COMPLETE"),
)
_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{30,60}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
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
    database: str = "sqlite:///workshop-bot.db"
    organisers: tuple[int, ...] = ()
    api_url: str = "https://api.telegram.org"
    webhook: Webhook | None = None
    log: str = "text"
    log_level: str = "info"
    retention_days: int = 30


def gather(options: Mapping[str, str | None], environment: Mapping[str, str], dotenv: Path) -> dict[str, str]:
    """The settings by their names without prefix, from where each stands strongest; empty ones count as not there."""
    written: Mapping[str, str | None] = {}
    if dotenv.is_file():
        from dotenv import dotenv_values

        written = dotenv_values(dotenv, interpolate=False, encoding="utf-8")
    found: dict[str, str] = {}
    for source in (written, environment, {PREFIX + name: value for name, value in options.items()}):
        found |= {name.removeprefix(PREFIX): value for name, value in source.items() if name.startswith(PREFIX) and value}
    return found


def unknown(settings: Mapping[str, str]) -> list[str]:
    """What is said of settings that nobody reads: probably slips."""
    said = []
    for name in sorted(settings.keys() - set(NAMES)):
        near = get_close_matches(name, NAMES, 1)
        said.append(f"{PREFIX}{name} is no setting" + (f"; did you mean {PREFIX}{near[0]}?" if near else ""))
    return said


def read(settings: Mapping[str, str], knowledge: Path) -> Config:
    """The settings as values; SettingsUnusable with every fault, one a line."""
    faults: list[str] = []

    def value(reader: Callable[[Mapping[str, str]], T], otherwise: T) -> T:
        try:
            return reader(settings)
        except ValueError as fault:
            faults.append(str(fault))
            return otherwise

    config = Config(
        token=value(token, ""),
        knowledge=knowledge,
        database=value(database, ""),
        organisers=value(_organisers, ()),
        api_url=value(_api_url, ""),
        webhook=value(_webhook, None),
        log=value(_one_of("LOG", ("text", "json")), "text"),
        log_level=value(_one_of("LOG_LEVEL", LEVELS), "info"),
        retention_days=value(_days, 30),
    )
    if faults:
        raise SettingsUnusable("\nerror: ".join(faults))
    return config


def token(settings: Mapping[str, str]) -> str:
    """The bot's token, from the variable or from its file; ValueError says what is wrong, without it."""
    given, file = settings.get("TOKEN"), settings.get("TOKEN_FILE")
    if given and file:
        raise ValueError(f"{PREFIX}TOKEN and {PREFIX}TOKEN_FILE are both set; keep one of them")
    if file:
        try:
            given = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(
                f"{PREFIX}TOKEN_FILE: {file} cannot be read ({getattr(error, 'strerror', None) or 'no text'}); check path and rights"
            ) from None
    if not given:
        where = f"{PREFIX}TOKEN_FILE: {file} is empty" if file else f"{PREFIX}TOKEN is not set"
        raise ValueError(f"{where}; put the token from @BotFather there")
    if not _TOKEN.fullmatch(given.strip()):
        raise ValueError(
            f"{PREFIX}TOKEN{'_FILE' if file else ''} holds no token; it looks like 123456789:AA…, copy it whole from @BotFather"
        )
    return given.strip()


def database(settings: Mapping[str, str]) -> str:
    """The address of the database; ValueError says what is wrong with it."""
    url = settings.get("DATABASE", Config.database)
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///"))
        if not file.name:
            raise ValueError(f"{PREFIX}DATABASE names no file; write sqlite:///workshop-bot.db")
        if not file.parent.is_dir():
            raise ValueError(f"{PREFIX}DATABASE: there is no folder {file.parent}; make it, or name another file")
        return url
    if re.match(r"postgresql(\+psycopg)?://\S", url):
        return url
    raise ValueError(f"{PREFIX}DATABASE is no address of a database; write sqlite:///FILE or postgresql://…")


def _organisers(settings: Mapping[str, str]) -> tuple[int, ...]:
    numbers = [number.strip() for number in settings.get("ORGANISERS", "").split(",") if number.strip()]
    if wrong := [number for number in numbers if not (number.isascii() and number.isdecimal() and 0 < int(number) < 2**52)]:
        raise ValueError(
            f'{PREFIX}ORGANISERS: "{wrong[0]}" is no person\'s number; write numbers with commas, /privacy tells each person theirs'
        )
    return tuple(dict.fromkeys(map(int, numbers)))


def _api_url(settings: Mapping[str, str]) -> str:
    return _address("API_URL", settings.get("API_URL", Config.api_url), ("https", "http"))


def _address(name: str, url: str, schemes: tuple[str, ...]) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and parts.hostname and (parts.port or 1)
    except ValueError:
        usable = None
    if not usable:
        raise ValueError(f"{PREFIX}{name} is no web address; write {schemes[0]}://…")
    return url.rstrip("/")


def _webhook(settings: Mapping[str, str]) -> Webhook | None:
    url, listen = settings.get("WEBHOOK_URL"), settings.get("WEBHOOK_LISTEN")
    if not url and not listen:
        return None
    if not url or not listen:
        missing = "LISTEN" if url else "URL"
        raise ValueError(f"{PREFIX}WEBHOOK_{missing} is missing; a webhook needs the public address and HOST:PORT to listen on")
    _address("WEBHOOK_URL", url, ("https",))
    if (urlsplit(url).port or 443) not in _PORTS:
        raise ValueError(f"{PREFIX}WEBHOOK_URL: Telegram delivers to the ports 443, 80, 88 and 8443 alone")
    host, colon, port = listen.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"{PREFIX}WEBHOOK_LISTEN is not HOST:PORT; write 127.0.0.1:8085")
    secret = settings.get("WEBHOOK_SECRET") or secrets.token_urlsafe(32)
    if not _SECRET.fullmatch(secret):
        raise ValueError(f"{PREFIX}WEBHOOK_SECRET may hold 1 to 256 of A-Z, a-z, 0-9, _ and - alone")
    return Webhook(url, host.strip("[]"), int(port), secret)


def _one_of(name: str, known: tuple[str, ...]) -> Callable[[Mapping[str, str]], str]:
    def chosen(settings: Mapping[str, str]) -> str:
        value = settings.get(name, getattr(Config, name.lower())).lower()
        if value not in known:
            raise ValueError(f'{PREFIX}{name} is "{value}"; write one of {", ".join(known)}')
        return str(value)

    return chosen


def _days(settings: Mapping[str, str]) -> int:
    days = settings.get("RETENTION_DAYS", str(Config.retention_days))
    if not (days.isascii() and days.isdecimal() and 1 <= int(days) <= 3650):
        raise ValueError(f'{PREFIX}RETENTION_DAYS is "{days}"; write a number of days from 1 to 3650')
    return int(days)
