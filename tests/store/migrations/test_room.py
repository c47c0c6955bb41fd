"""How the layout came to be."""

from workshop_bot.store import migrations, schema


def test_p16_the_newest_revision_is_the_layout_of_this_program() -> None:
    assert migrations.revisions()[0] == schema.NEWEST
    assert sorted(migrations.revisions(), reverse=True) == migrations.revisions()
