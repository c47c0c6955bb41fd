"""`workshop-bot schema`: the JSON Schema of each file, for editors."""

import json
from pathlib import Path

import click

from workshop_bot.errors import UnusableInput


@click.command(epilog="Example: workshop-bot schema --write knowledge/.schemas")
@click.option("--write", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Write KEY.schema.json for each file there.")
def schema(folder: Path | None) -> None:
    """Give editors the JSON Schema of each file.

    Printed, it is one JSON object from top-level key to schema. Written, a schema serves each file whose first line leads to it:

    \b
    # yaml-language-server: $schema=.schemas/faq.schema.json     in faq.yaml
    # yaml-language-server: $schema=../.schemas/faq.schema.json  in faq/
    """
    from workshop_bot.knowledge.schema import schemas

    if folder is None:
        click.echo(json.dumps(schemas(), ensure_ascii=False, indent=2))
        return
    written = {folder / f"{key}.schema.json": drawn for key, drawn in schemas().items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, drawn in written.items():
            path.write_text(json.dumps(drawn, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UnusableInput(f"{folder} cannot be written ({error.strerror}); name another folder") from None
    click.echo("\n".join(map(str, written)))
