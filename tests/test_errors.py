import pytest

from workshop_bot import errors


@pytest.mark.parametrize(("error", "code"), [("WorkshopBotError", 1), ("UnusableInput", 2), ("KnowledgeUnusable", 2)])
def test_each_error_carries_the_exit_code_of_the_command_line(error: str, code: int) -> None:
    assert getattr(errors, error)("no such folder").exit_code == code


def test_one_root_catches_all_that_is_raised_on_purpose() -> None:
    assert issubclass(errors.KnowledgeUnusable, errors.UnusableInput)
    assert issubclass(errors.UnusableInput, errors.WorkshopBotError)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    drawn = errors.__doc__ or ""
    assert [name for name in vars(errors) if not name.startswith("_") and name not in drawn] == []
