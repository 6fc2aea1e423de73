"""The dialogs of a request, opened by intent: the one door for journal, card and keys."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from ui.context import ScreenContext
from ui.screens.requests.dialogs.base import DeskDialog
from ui.screens.requests.steps import Intent

Maker = Callable[[ScreenContext, int, QWidget | None], DeskDialog]


def open_dialog(context: ScreenContext, intent: str, request_id: int | None, parent: QWidget) -> DeskDialog | None:
    """Open the dialog of an intent without blocking; None where there is none: reading again is done at once.

    Raises:
        ValueError: no such intent, or one that needs a request and has none.
    """
    wanted = Intent(intent)
    if wanted is Intent.FILE:
        from ui.screens.requests.dialogs.filing import FileDialog

        return _begun(FileDialog(context, parent))
    if request_id is None:
        msg = f"{intent} needs a request"
        raise ValueError(msg)
    if wanted is Intent.READ_AGAIN:
        read_again(context, request_id, parent)
        return None
    return _begun(_maker(wanted)(context, request_id, parent))


def read_again(context: ScreenContext, request_id: int, owner: QWidget) -> None:
    """C1: ask for a fresh reading; what it shows comes with the changes."""
    from app.services import commands

    by, now = context.app.operator, context.now()

    def asked(_changes: Changes) -> None:
        context.messages.note(context.texts("read-again-done"))

    context.write(lambda uow: commands.read_again(uow, request_id=request_id, by=by, now=now), asked, owner=owner)


def _begun(dialog: DeskDialog) -> DeskDialog:
    dialog.begin()
    return dialog


def _maker(intent: Intent) -> Maker:
    """Imported late: the journal opens faster than its dialogs."""
    from ui.screens.requests.dialogs.agreeing import AgreeDialog, CallDialog
    from ui.screens.requests.dialogs.checking import BeginCheckDialog
    from ui.screens.requests.dialogs.completing import CompleteDialog
    from ui.screens.requests.dialogs.confirming import ConfirmDialog
    from ui.screens.requests.dialogs.manual import ManualDialog
    from ui.screens.requests.dialogs.rejecting import OppositeDialog, RejectDialog
    from ui.screens.requests.dialogs.starting import StartDialog

    makers: dict[Intent, Maker] = {
        Intent.CONFIRM: ConfirmDialog,
        Intent.START: StartDialog,
        Intent.SEND_AGAIN: lambda context, request_id, parent: StartDialog(context, request_id, parent, again=True),
        Intent.STATE_DONE: ManualDialog,
        Intent.ENTER_SEEN: lambda context, request_id, parent: ManualDialog(context, request_id, parent, later=True),
        Intent.BEGIN_CHECK: BeginCheckDialog,
        Intent.AGREE: AgreeDialog,
        Intent.LOG_CALL: CallDialog,
        Intent.COMPLETE: CompleteDialog,
        Intent.REJECT: RejectDialog,
        Intent.WITHDRAW: lambda context, request_id, parent: RejectDialog(context, request_id, parent, withdrawn=True),
        Intent.OPPOSITE: OppositeDialog,
    }
    return makers[intent]
