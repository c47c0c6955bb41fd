"""Settings: where they come from, what is strongest, and how everything that is wrong with them is told at once."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from workshop_bot import config
from workshop_bot.config import Config, Webhook
from workshop_bot.errors import SettingsUnusable

TOKEN = "123456789:AAF-not-a-real-token-only-for-tests_00"
FOLDER = Path("knowledge")


def read(**settings: str) -> Config:
    return config.read({"TOKEN": TOKEN, **settings}, FOLDER)


def faults(**settings: str) -> list[str]:
    with pytest.raises(SettingsUnusable) as refused:
        read(**settings)
    return list(refused.value.args)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class TestSources:
    def gathered(
        self, written: str | bytes = "", environment: Mapping[str, str] | None = None, options: Mapping[str, str | None] | None = None
    ) -> dict[str, str]:
        Path(".env").write_bytes(written if isinstance(written, bytes) else written.encode())
        return config.gather(options or {}, environment or {}, Path(".env"))

    def test_an_option_wins_over_the_environment_and_the_environment_over_the_file(self) -> None:
        written = "WORKSHOP_BOT_LOG=file\nWORKSHOP_BOT_LOG_LEVEL=file\nWORKSHOP_BOT_DATABASE=file\nPATH=file"
        environment = {"WORKSHOP_BOT_LOG": "environment", "WORKSHOP_BOT_LOG_LEVEL": "environment", "HOME": "environment"}
        options = {"LOG": "option", "DATABASE": None}
        assert self.gathered(written, environment, options) == {"LOG": "option", "LOG_LEVEL": "environment", "DATABASE": "file"}

    def test_what_is_empty_is_not_set_and_hides_a_weaker_one(self) -> None:
        written = "WORKSHOP_BOT_TOKEN=x\nWORKSHOP_BOT_LOG=\nWORKSHOP_BOT_API_URL\nWORKSHOP_BOT_DATABASE=file"
        assert self.gathered(written, {"WORKSHOP_BOT_TOKEN": " "}, {"DATABASE": ""}) == {}

    def test_there_need_be_no_file(self) -> None:
        assert config.gather({}, {"WORKSHOP_BOT_LOG": "json"}, Path("nothing")) == {"LOG": "json"}
        Path("folder").mkdir()
        assert config.gather({}, {}, Path("folder")) == {}

    def test_the_file_is_taken_to_the_letter(self) -> None:
        written = "# ours\nexport WORKSHOP_BOT_LOG = json\nWORKSHOP_BOT_DATABASE='postgresql://u:$HOME${X}@h/d'\n"
        assert self.gathered(written) == {"LOG": "json", "DATABASE": "postgresql://u:$HOME${X}@h/d"}

    def test_the_file_may_begin_with_the_mark_that_windows_writes(self) -> None:
        assert self.gathered(b"\xef\xbb\xbfWORKSHOP_BOT_LOG=json\r\n") == {"LOG": "json"}

    def test_a_file_that_is_no_text_is_told(self) -> None:
        with pytest.raises(SettingsUnusable) as refused:
            self.gathered(b"WORKSHOP_BOT_TOKEN=\xff\xfe")
        assert str(refused.value) == ".env cannot be read (it is no UTF-8); check its rights, and save it as UTF-8"

    def test_lines_of_ours_that_are_no_settings_are_told_together_and_others_passed_over(self) -> None:
        ours = ["WORKSHOP_BOT_TOKEN: x", "WORKSHOP_BOT_RETENTION_DAYS 7", 'WORKSHOP_BOT_LOG="json', "WORKSHOP_BOT_LOG='json' or text"]
        with pytest.raises(SettingsUnusable) as refused:
            self.gathered("\n".join(["not ours", *ours, "WORKSHOP_BOT_API_URL=x"]))
        mend = "this line is no setting; write WORKSHOP_BOT_NAME=value, with quotes around all of the value or none"
        assert refused.value.args == tuple(f".env:{line}: {mend}" for line in (2, 3, 4, 5))
        assert self.gathered("not ours\n=x\nWORKSHOP_BOT_LOG=json\n") == {"LOG": "json"}

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read_is_told(self) -> None:
        Path(".env").touch(0o000)
        with pytest.raises(SettingsUnusable) as refused:
            config.gather({}, {}, Path(".env"))
        assert str(refused.value) == ".env cannot be read (Permission denied); check its rights, and save it as UTF-8"


class TestSlips:
    def test_a_setting_that_nobody_reads_is_told_with_the_nearest_one(self) -> None:
        said = config.unknown({"TOKN": "x", "LOG": "text", "COLOUR": "blue", "RETENTION_DAY": "3"})
        assert said == [
            "WORKSHOP_BOT_COLOUR is no setting",
            "WORKSHOP_BOT_RETENTION_DAY is no setting; did you mean WORKSHOP_BOT_RETENTION_DAYS?",
            "WORKSHOP_BOT_TOKN is no setting; did you mean WORKSHOP_BOT_TOKEN?",
        ]

    def test_every_setting_is_known(self) -> None:
        assert config.unknown(dict.fromkeys(config.NAMES, "x")) == []


class TestValues:
    def test_with_a_token_alone_the_rest_is_as_the_contract_says(self) -> None:
        assert read() == Config(
            token=TOKEN,
            knowledge=FOLDER,
            database="sqlite:///workshop-bot.db",
            organisers=(),
            api_url="https://api.telegram.org",
            webhook=None,
            log="text",
            log_level="info",
            retention_days=30,
        )

    def test_all_of_them(self) -> None:
        told = read(
            DATABASE="postgresql://bot@db.example.org/bot",
            ORGANISERS=" 11, 22,,11 ",
            API_URL="http://127.0.0.1:8081/",
            WEBHOOK_URL="https://bot.example.org:8443/telegram",
            WEBHOOK_LISTEN="[::1]:8085",
            WEBHOOK_SECRET="s3_cret-",
            LOG="JSON",
            LOG_LEVEL="Debug",
            RETENTION_DAYS="7",
        )
        webhook = Webhook("https://bot.example.org:8443/telegram", "::1", 8085, "s3_cret-")
        database = "postgresql://bot@db.example.org/bot"
        assert told == Config(TOKEN, FOLDER, database, (11, 22), "http://127.0.0.1:8081", webhook, "json", "debug", 7)

    @pytest.mark.parametrize(
        "url",
        [
            *("sqlite:///bot.db", "sqlite:///./bot.db", "postgresql+psycopg://u:p@h/d", "postgresql://h/d", "postgresql:///d?host=/run/pg"),
            *("postgresql://u:a/b:c@h:5432/d", "postgresql://u@[::1]:5432/d?sslmode=require", "postgresql://h:/d", "postgresql://h"),
        ],
    )
    def test_a_database(self, url: str) -> None:
        assert read(DATABASE=url).database == url

    def test_a_secret_is_made_where_none_is_given_another_one_each_time(self) -> None:
        made = [read(WEBHOOK_URL="https://a.example/", WEBHOOK_LISTEN="127.0.0.1:1").webhook for _ in range(2)]
        secrets = {webhook.secret for webhook in made if webhook}
        assert [bool(re.fullmatch("[A-Za-z0-9_-]{43}", secret)) for secret in secrets] == [True, True]

    def test_no_secret_shows_in_how_the_settings_print(self) -> None:
        told = read(
            WEBHOOK_URL="https://a.example/", WEBHOOK_LISTEN="127.0.0.1:1", WEBHOOK_SECRET="hush", DATABASE="postgresql://u:p%40ss@h/d"
        )
        assert told.secrets == (TOKEN, "hush", "p%40ss", "p@ss")
        assert [secret for secret in told.secrets if secret in repr(told)] == []
        assert read().secrets == (TOKEN,)


class TestToken:
    def of_file(self, text: bytes) -> Config:
        Path("token").write_bytes(text)
        return config.read({"TOKEN_FILE": "token"}, FOLDER)

    def test_of_a_file(self) -> None:
        assert self.of_file(f"\ufeff{TOKEN}\r\n".encode()).token == TOKEN

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            (b" \n", "WORKSHOP_BOT_TOKEN_FILE: token is empty; put the token from @BotFather there"),
            (b"\xff", "WORKSHOP_BOT_TOKEN_FILE: token cannot be read (it is no UTF-8); check its path and its rights"),
            (
                b"my-token",
                "WORKSHOP_BOT_TOKEN_FILE: token holds no token; it looks like 123456789:AA…, copy it whole from @BotFather",
            ),
        ],
    )
    def test_of_a_file_that_holds_none(self, text: bytes, fault: str) -> None:
        with pytest.raises(SettingsUnusable) as refused:
            self.of_file(text)
        assert refused.value.args == (fault,)

    def test_of_a_file_that_is_not_there(self) -> None:
        with pytest.raises(SettingsUnusable) as refused:
            config.read({"TOKEN_FILE": "gone"}, FOLDER)
        fault = "WORKSHOP_BOT_TOKEN_FILE: gone cannot be read (No such file or directory); check its path and its rights"
        assert refused.value.args == (fault,)

    def test_both_ways_is_one_too_many(self) -> None:
        assert faults(TOKEN_FILE="token") == ["WORKSHOP_BOT_TOKEN and WORKSHOP_BOT_TOKEN_FILE are both set; keep one of them"]

    def test_none(self) -> None:
        with pytest.raises(SettingsUnusable) as refused:
            config.read({}, FOLDER)
        assert refused.value.args == ("WORKSHOP_BOT_TOKEN is not set; put the token from @BotFather there",)

    @pytest.mark.parametrize("damaged", [f'"{TOKEN}"', TOKEN[:-10], TOKEN.replace(":", ""), f"bot{TOKEN}", "١٢٣:" + "A" * 35])
    def test_p19_one_that_was_damaged_on_the_way_is_not_repeated(self, damaged: str) -> None:
        assert faults(TOKEN=damaged) == ["WORKSHOP_BOT_TOKEN holds no token; it looks like 123456789:AA…, copy it whole from @BotFather"]


class TestFaults:
    @pytest.mark.parametrize(
        ("settings", "fault"),
        [
            ({"DATABASE": "mysql://h/d"}, "DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"),
            ({"DATABASE": "bot.db"}, "DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"),
            ({"DATABASE": "sqlite://"}, "DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"),
            ({"DATABASE": "postgresql://"}, "DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"),
            ({"DATABASE": "postgresql://h:5432x/d"}, "DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"),
            ({"DATABASE": "postgresql://u@[::1:5432/d"}, "DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"),
            ({"DATABASE": "sqlite:///"}, "DATABASE names no file; write sqlite:///workshop-bot.db"),
            ({"DATABASE": "sqlite:///bot.db?mode=ro"}, "DATABASE names no file; write sqlite:///workshop-bot.db"),
            ({"DATABASE": "sqlite:///:memory:"}, "DATABASE names no file; write sqlite:///workshop-bot.db"),
            ({"DATABASE": "sqlite:///.."}, "DATABASE names no file; write sqlite:///workshop-bot.db"),
            ({"DATABASE": "sqlite:///no/bot.db"}, "DATABASE: there is no folder no; make it, or name another file"),
            (
                {"ORGANISERS": "11,@lan,22"},
                'ORGANISERS: "@lan" is no person\'s number; write numbers with commas, /privacy tells each person theirs',
            ),
            (
                {"ORGANISERS": "-1001"},
                'ORGANISERS: "-1001" is no person\'s number; write numbers with commas, /privacy tells each person theirs',
            ),
            ({"API_URL": "api.telegram.org"}, "API_URL is no web address; write https://… or http://…"),
            ({"API_URL": "https://"}, "API_URL is no web address; write https://… or http://…"),
            ({"API_URL": "https://h:x/"}, "API_URL is no web address; write https://… or http://…"),
            ({"API_URL": "https://a b/"}, "API_URL is no web address; write https://… or http://…"),
            ({"API_URL": "https://a/bot{token}"}, "API_URL is no web address; write https://… or http://…"),
            ({"LOG": "xml"}, 'LOG is "xml"; write one of text, json'),
            ({"LOG_LEVEL": "loud"}, 'LOG_LEVEL is "loud"; write one of debug, info, warning, error'),
            ({"RETENTION_DAYS": "0"}, 'RETENTION_DAYS is "0"; write a number of days from 1 to 3650'),
            ({"RETENTION_DAYS": "-1"}, 'RETENTION_DAYS is "-1"; write a number of days from 1 to 3650'),
            ({"RETENTION_DAYS": "1.5"}, 'RETENTION_DAYS is "1.5"; write a number of days from 1 to 3650'),
            ({"RETENTION_DAYS": "3651"}, 'RETENTION_DAYS is "3651"; write a number of days from 1 to 3650'),
        ],
    )
    def test_each_says_what_to_write(self, settings: dict[str, str], fault: str) -> None:
        assert faults(**settings) == [f"WORKSHOP_BOT_{fault}"]

    @pytest.mark.parametrize(
        ("settings", "told"),
        [
            (
                {"WEBHOOK_URL": "https://a.example/"},
                ["WEBHOOK_LISTEN is not set; a webhook needs HOST:PORT to listen on, such as 127.0.0.1:8085"],
            ),
            (
                {"WEBHOOK_LISTEN": "127.0.0.1:8085"},
                ["WEBHOOK_URL is not set; a webhook needs the public address, or leave out what else begins so"],
            ),
            (
                {"WEBHOOK_URL": "http://a.example/", "WEBHOOK_LISTEN": "8085", "WEBHOOK_SECRET": "with space"},
                [
                    "WEBHOOK_URL is no web address; write https://…",
                    "WEBHOOK_LISTEN is not HOST:PORT; write 127.0.0.1:8085",
                    "WEBHOOK_SECRET may hold 1 to 256 of A-Z, a-z, 0-9, _ and - alone",
                ],
            ),
            (
                {"WEBHOOK_URL": "https://a.example/{x", "WEBHOOK_LISTEN": "h:1"},
                ["WEBHOOK_URL is no web address; write https://…"],
            ),
            (
                {"WEBHOOK_URL": "https://a.example:8080/", "WEBHOOK_LISTEN": "h:0", "WEBHOOK_SECRET": "x" * 257},
                [
                    "WEBHOOK_URL: Telegram delivers to the ports 443, 80, 88 and 8443 alone",
                    "WEBHOOK_LISTEN is not HOST:PORT; write 127.0.0.1:8085",
                    "WEBHOOK_SECRET may hold 1 to 256 of A-Z, a-z, 0-9, _ and - alone",
                ],
            ),
        ],
    )
    def test_of_a_webhook(self, settings: dict[str, str], told: list[str]) -> None:
        assert faults(**settings) == [f"WORKSHOP_BOT_{fault}" for fault in told]

    def test_all_are_told_at_once(self) -> None:
        told = faults(TOKEN="x", DATABASE="x", ORGANISERS="x", API_URL="x", WEBHOOK_URL="x", LOG="x", LOG_LEVEL="x", RETENTION_DAYS="x")
        names = [re.findall("WORKSHOP_BOT_([A-Z_]+)", fault)[0] for fault in told]
        assert names == [
            "WEBHOOK_URL",
            "WEBHOOK_LISTEN",
            "TOKEN",
            "DATABASE",
            "ORGANISERS",
            "API_URL",
            "LOG",
            "LOG_LEVEL",
            "RETENTION_DAYS",
        ]

    def test_an_error_of_several_reads_as_one_text(self) -> None:
        assert str(SettingsUnusable("no token; make one", "no folder")) == "no token; make one; no folder"
