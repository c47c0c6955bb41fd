"""`workshop-bot init`: a folder to begin with."""

from pathlib import Path

import click


def _languages(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    from workshop_bot.knowledge.fields import is_language

    languages = tuple(language.strip() for language in value.split(","))
    wrong = [language for language in languages if not is_language(language) or languages.count(language) > 1]
    if wrong:
        raise click.BadParameter(f'"{wrong[0]}" is no code of a language, or stands twice; write for example vi,fr,en')
    return languages


@click.command(epilog="Example: workshop-bot init knowledge --languages fr,en")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--languages", callback=_languages, default="vi,fr,en", show_default=True, help="The first one is the default of the workshop."
)
def init(folder: Path, languages: tuple[str, ...]) -> None:
    """Begin a folder of knowledge, small and commented.

    Texts come in Vietnamese, French and English; in another language they are English, to be translated.
    """
    from workshop_bot.knowledge.begin import begin

    begin(folder, languages)
    click.echo(f'{folder} is made. Put your own in place of the example; "workshop-bot check {folder}" tells what does not fit.')
