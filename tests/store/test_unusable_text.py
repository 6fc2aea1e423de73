"""Signs that a database does not hold are refused in a sentence; they are no bug's dialog."""

import pytest

from app.domain.errors import Refusal
from app.domain.kinds import RequestKind
from app.services import audit, preferences
from app.services.preferences import JOURNAL_FILTERS, SavedFilter, filters_value

NUL, HALF_A_SIGN = "\0", "\ud800"


def end_of(call):
    try:
        call()
    except Refusal as refused:
        return refused.code
    return "kept"


@pytest.mark.parametrize(("sign", "ends"), [(NUL, {"kept", "text-unusable"}), (HALF_A_SIGN, {"text-unusable"})])
def test_a_text_is_kept_or_refused_in_a_sentence(desk, sign, ends):
    """SQLite holds a NUL, PostgreSQL does not."""
    plot = desk.subscriber(desk.client())
    end = end_of(lambda: desk.file(RequestKind.REMOTE_CHECK, plot, text=f"не{sign}видно"))
    assert end in ends
    assert desk.sql("SELECT count(*) FROM requests") == [(int(end == "kept"),)]
    assert end_of(lambda: desk.file(RequestKind.REMOTE_CHECK, plot)) == "kept"
    assert audit.verify(desk.unit_of_work()).intact


@pytest.mark.parametrize("sign", [NUL, HALF_A_SIGN])
def test_a_plot_with_such_a_sign_finds_nothing_and_breaks_nothing(desk, sign):
    client = desk.client()

    def find():
        with desk.unit_of_work().reading() as uow:
            uow.clients.find_subscriber(client.id, f"1{sign}")

    assert end_of(find) in ("subscriber-unknown", "text-unusable")


def test_what_an_operator_arranged_is_kept_or_refused_in_a_sentence(desk):
    value = filters_value([SavedFilter("Мои", {"text": f"a{NUL}b"})])

    def keep():
        preferences.keep(desk.unit_of_work(), key=JOURNAL_FILTERS, value=value, by=desk.app.operator)

    end = end_of(keep)
    assert end in ("kept", "text-unusable")
    with desk.unit_of_work().reading() as uow:
        assert uow.preferences.get(desk.app.operator.id, JOURNAL_FILTERS) == (value if end == "kept" else None)
