"""The settings of `run`, read once from environment, `.env` and options; all faults are told together."""

from dataclasses import dataclass, field
from pathlib import Path


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
