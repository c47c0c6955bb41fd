"""The workshop's clock on the page: hour, days, strip, what is on or next, and the buttons that turn it."""

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import Teller, complaints, opened
from tests.tryout.browser.telling import CLAIRE, EVENING, SAM, Json, ahead, clock, sent, session


class TestTheClock:
    @pytest.mark.parametrize(
        ("now", "hour", "date", "next_"),
        [
            (EVENING, "18:00", "Sunday 1 December 2024", "Tomorrow, 8:30 · provisional|Opening (en)"),
            ("2024-12-02T08:07:00+07:00", "8:07", "Monday 2 December 2024", "In 23 min, 8:30 · provisional|Opening (en)"),
            ("2024-12-02T02:12:00+00:00", "9:12", "Monday 2 December 2024", "Now, until 9:45 · provisional|Neuroblastoma (en)"),
            ("2024-12-06T12:00:00+07:00", "12:00", "Friday 6 December 2024", "|Nothing more on the programme."),
            ("2024-12-07T01:00:00+07:00", "1:00", "Saturday 7 December 2024", "The workshop is over.|Questions are still answered."),
        ],
    )
    def test_says_what_is_on_or_comes_next(self, page: Page, teller: Teller, now: str, hour: str, date: str, next_: str) -> None:
        teller.tell({"type": "clock", "clock": clock(now)})
        expect(page.locator("#time")).to_have_text(hour)
        assert page.locator(".when").inner_text().splitlines() == [date, "Workshop time (Hanoi)"]
        assert "|".join(page.locator("#next > *").all_text_contents()) == next_

    @pytest.mark.parametrize(
        ("language", "told"),
        [
            ("vi-VN", ["18:00", "Chủ Nhật 1/12/2024", "Giờ hội thảo (Hà Nội)", "T2 2/12", "Ngày mai, 08:30 · dự kiến"]),
            ("fr-FR", ["18:00", "Dimanche 1er déc. 2024", "Heure de l’atelier (Hanoï)", "lun. 2", "Demain, 8\u00a0h\u00a030 · provisoire"]),
            ("en-GB", ["18:00", "Sunday 1 December 2024", "Workshop time (Hanoi)", "Mon 2", "Tomorrow, 8:30 · provisional"]),
        ],
    )
    def test_writes_days_and_hours_by_the_custom_of_the_language(
        self, browser: Browser, teller: Teller, language: str, told: list[str]
    ) -> None:
        page = opened(browser, teller.url, teller.wrong, language=language)
        expect(page.locator("#time")).to_have_text("18:00")
        places = ["#time", "#date", "#zone", "#days button >> nth=0", "#next span"]
        assert [page.locator(place).text_content() for place in places] == told

    def test_goes_on_by_itself(self, browser: Browser, teller: Teller) -> None:
        page = opened(browser, teller.url, teller.wrong)
        page.clock.install()
        page.reload()
        expect(page.locator("#time")).to_have_text("18:00")
        page.clock.run_for(61_000)
        expect(page.locator("#time")).to_have_text("18:01")

    def test_is_moved_forward_and_says_what_was_sent_on_the_way(self, page: Page, teller: Teller) -> None:
        first = {"to": "2024-12-02T01:00:00.000Z"}
        teller.tell(ahead("2024-12-01T20:00:00+07:00"))
        expect(page.get_by_role("button", name="Next reminder")).not_to_have_attribute("aria-disabled", "true")
        moves: tuple[tuple[str, Json], ...] = (
            *(("+5 min", {"minutes": 5}), ("+1 h", {"minutes": 60})),
            *(("Next reminder", {"to": "reminder"}), ("First day", first)),
        )
        for times, (name, act) in enumerate(moves, 1):
            page.get_by_role("button", name=name).click()
            assert teller.act("advance", times) == {"do": "advance", **act}
        teller.tell(sent(9), {"type": "clock", "clock": clock("2024-12-02T08:00:00+07:00")})
        expect(page.locator("#status")).to_have_text("8:00. 1 message sent.")
        expect(page.get_by_role("button", name="Next day")).to_be_visible()

    def test_waits_while_it_moves(self, page: Page, teller: Teller) -> None:
        teller.tell({"type": "clock", "clock": clock(moving=True)})
        expect(page.get_by_role("button", name="+1 h")).to_have_attribute("aria-disabled", "true")
        page.get_by_role("button", name="+1 h").dispatch_event("click")
        assert [act["do"] for act in teller.acts] == ["start"]

    def test_after_the_last_morning_there_is_no_next_day(self, page: Page, teller: Teller) -> None:
        teller.tell({"type": "clock", "clock": clock("2024-12-06T08:00:00+07:00")})
        expect(page.locator("#moves button")).to_have_count(3)

    @pytest.mark.parametrize("size", [(360, 740), (1280, 800)], ids=str)
    def test_without_a_reminder_says_why(self, browser: Browser, teller: Teller, size: tuple[int, int]) -> None:
        page = opened(browser, teller.url, teller.wrong, size=size)
        if size[0] < 900:
            page.locator('#bar button[data-key="clock"]').click()
        button = page.get_by_role("button", name="Next reminder")
        expect(button).to_have_attribute("aria-disabled", "true")
        why = "No reminder is due. Follow a session first: /remind"
        expect(button).to_have_accessible_description(why)
        assert page.locator("#moves p").bounding_box()["height"] <= 1  # type: ignore[index]  # - it is there
        button.dispatch_event("click")
        assert page.locator("#moves p").bounding_box()["height"] > 12  # type: ignore[index]  # - it is there
        assert complaints(page) == []
        teller.tell(ahead("2024-12-01T20:00:00+07:00"))
        expect(button).not_to_have_attribute("aria-disabled", "true")
        expect(page.locator("#moves p")).to_have_count(0)
        assert "advance" not in [act["do"] for act in teller.acts]

    def test_shows_the_day_that_is_tapped(self, page: Page, teller: Teller) -> None:
        days = teller.state["programme"]["days"]
        days[1]["sessions"] = [
            session(3, "07:00", "08:00", "Early", provisional=False),
            session(3, "09:00", "10:00", "Here"),
            session(3, "09:30", "10:30", "There", cancelled=True),
            session(3, None, None, "Some time"),
        ]
        teller.tell({"type": "programme", "programme": teller.state["programme"]})
        page.get_by_role("button", name="Tuesday 3 December").click()
        strip = page.get_by_role("img", name="Tuesday 3 December between 7:00 and 18:00: 3 sessions, hours provisional")
        bars = strip.locator("li").evaluate_all("all => all.map(one => [one.className, one.style.getPropertyValue('--lane')])")
        assert bars == [["", "0"], ["provisional", "0"], ["cancelled", "1"]]

    def test_shows_what_the_one_who_writes_follows(self, page: Page, teller: Teller) -> None:
        followed = page.locator("#strip li.followed.provisional")
        teller.tell(ahead(None, **{str(SAM): ["Opening-2"], str(CLAIRE): ["Opening-2", "Neuroblastoma-2"]}))
        expect(followed).to_have_count(1)
        day = "Monday 2 December between 8:00 and 18:00: 2 sessions, hours provisional"
        expect(page.locator("#strip")).to_have_accessible_name(f"{day}, 1 followed")
        page.get_by_role("button", name="Claire French").click()
        expect(followed).to_have_count(2)
        page.get_by_role("button", name="Lan Vietnamese").click()
        expect(followed).to_have_count(0)
        expect(page.locator("#strip")).to_have_accessible_name(day)
