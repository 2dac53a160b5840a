"""``flask vault``: replacing the key that opens the vault."""

import click
from flask.cli import AppGroup

from placements.people.rotation import count_links_under_way, rotate_key
from records.database import current_session
from records.vault.sealing import SealBroken, key_of

vault = AppGroup("vault", help="Look after the key of the vault.")


@vault.command("rotate")
def rotate() -> None:
    """Seal everything with VAULT_KEY that VAULT_KEY_OLD has sealed, while the service goes on.

    Safe to interrupt: start it again and it does what is left.
    """
    session, total = current_session(), 0
    if key_of(session).before is None:
        raise click.ClickException("set VAULT_KEY to the new key and VAULT_KEY_OLD to the old one")
    try:
        for count in rotate_key(session):
            session.commit()
            total += count
            if count:
                click.echo(f"  {total} rows", err=True)
    except SealBroken as broken:
        raise click.ClickException(f"{broken}: neither key has sealed it") from broken
    click.echo(f"{total} rows have been sealed with the new key: every row now is.")
    under_way = count_links_under_way(session)
    if under_way:
        click.echo(
            f"Keep VAULT_KEY_OLD: {under_way} mails that wait hold a link of the old key. "
            "Start this again once they have gone."
        )
    else:
        click.echo("The old key may go: take VAULT_KEY_OLD out of the environment.")
