"""What is told to confidants opens for them and for the writer, and for nobody else."""

from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from placements.signals.kinds import SignalKind
from placements.signals.threads import open_threads
from placements.signals.writing import write_signal
from records.database import db
from records.models.account import Role
from records.models.signal import Letter, LetterKey, SignalState
from records.queries.signals import find_confidant_key
from records.vault.letters import draw_receipt, receipt_of, unwrap_key, wrap_key
from records.vault.sealing import SealBroken
from tests.factories import NOW, AccountFactory
from tests.signals_stage import DIGITS, PASSPHRASE, WORDS, own, terms, thread_of


def test_a_confidant_and_the_writer_read_the_same(session, signal, vera, private):
    thread = thread_of(session, signal, vera, private)

    assert [line.text for line in thread.lines] == [WORDS]
    assert [line.text for line in own(session).thread.lines] == [WORDS]


def test_another_key_opens_nothing(session, signal, vera):
    key = find_confidant_key(session, vera.id)
    session.flush()

    with pytest.raises(InvalidTag):
        open_threads(session, [signal], X25519PrivateKey.generate(), key.id)


def test_the_key_of_one_letter_does_not_open_another(session, school, signal, vera, private):
    other = write_signal(session, school, terms(text="Iets anders"), "9" * 16, now=NOW)
    one, two = signal.letters[0].id, other.letters[0].id
    session.execute(delete(LetterKey).where(LetterKey.letter_id == one))
    session.execute(update(LetterKey).where(LetterKey.letter_id == two).values(letter_id=one))

    with pytest.raises(InvalidTag):
        open_threads(session, [signal], private, find_confidant_key(session, vera.id).id)


def test_a_passphrase_opens_one_key_of_one_account():
    account, private = uuid4(), X25519PrivateKey.generate()
    wrapped = wrap_key(account, private, PASSPHRASE)

    opened = unwrap_key(account, wrapped, PASSPHRASE)

    assert opened.private_bytes_raw() == private.private_bytes_raw()
    assert private.private_bytes_raw() not in wrapped
    with pytest.raises(SealBroken):
        unwrap_key(account, wrapped, PASSPHRASE + " ")
    with pytest.raises(SealBroken):
        unwrap_key(uuid4(), wrapped, PASSPHRASE)


def test_receipts_are_sixteen_digits_and_lead_to_keys_of_their_own():
    receipts = {draw_receipt() for _time in range(50)}

    assert len(receipts) == 50
    assert all(len(one) == 16 and one.isdigit() for one in receipts)
    assert receipt_of(DIGITS).lookup == receipt_of(DIGITS).lookup
    assert receipt_of(DIGITS).lookup != receipt_of("1234567890123457").lookup


def test_sizes_come_in_steps_and_the_week_is_all_that_is_kept_of_the_time(session, signal, school):
    long = write_signal(session, school, terms(text="x" * 1500), "9" * 16, now=NOW)
    longer = write_signal(session, school, terms(text="x" * 1510), "8" * 16, now=NOW)
    sizes = [len(one.letters[0].content) - 28 for one in (signal, long, longer)]

    assert sizes == [1024, 2048, 2048]
    assert signal.week == "2026-W48"
    assert signal.state is SignalState.OPEN


def test_a_letter_is_never_rewritten_and_a_signal_never_steps_back(session, signal):
    session.flush()

    with pytest.raises(IntegrityError, match="letter"), session.begin_nested():
        session.execute(update(Letter).values(content=b"leeg"))
    signal.state = SignalState.WAITING
    with pytest.raises(IntegrityError, match="signal_moves_forward"):
        session.flush()


def bytes_of(session):
    """Return everything that the database keeps: the file, or every row of the open tables."""
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return connection.connection.driver_connection.serialize()
    tables = [
        table for table in db.metadata.sorted_tables if not table.schema and table.name != "account"
    ]
    assert {"signal", "letter", "letter_key", "confidant_key"} <= {one.name for one in tables}
    return b"".join(
        bytes(cell) if isinstance(cell, bytes) else str(cell).encode()
        for table in tables
        for row in session.execute(select(table))
        for cell in row
    )


def test_a_dump_holds_no_word_of_it_and_nothing_that_opens_it(session, school, signal, private):
    write_signal(session, school, terms(SignalKind.NOTE, "Rozemarijn"), "9" * 16, now=NOW)
    said = [word for word in (*WORDS.replace(",", " ").split(), "Rozemarijn") if len(word) > 5]

    dump = bytes_of(session)

    assert signal.letters[0].content in dump
    assert {"mensen", "Zonnebloem.", "Rozemarijn"} <= set(said)
    assert [word for word in (*said, DIGITS, PASSPHRASE) if word.encode() in dump] == []
    assert private.private_bytes_raw() not in dump
    assert receipt_of(DIGITS).private.private_bytes_raw() not in dump


def test_no_other_staff_have_a_key_to_read_with(session, signal, school):
    others = [
        AccountFactory(role=role, school_id=school.id)
        for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.MENTOR, Role.ASSESSOR)
    ]

    assert [find_confidant_key(session, one.id) for one in others] == [None] * 4
    assert session.scalars(select(LetterKey.confidant_key_id).distinct()).all() != []
