"""A window's context over a small desk, without a main window: for tests of single screens and dialogs."""

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QTimer

from app.texts import Texts
from tests.fakes.small_desk import SmallDesk
from ui.background.changes import ChangeFeed
from ui.background.exports import Exports
from ui.background.runner import Runner
from ui.context import ScreenContext
from ui.shell.messages import Messages
from ui.theme import make_theme

_SETTLE_MS = 20_000


def make_context(desk: SmallDesk, *, language: str = "ru", dark: bool = False) -> ScreenContext:
    """Texts, theme, lanes and door; `end` closes it. The feed is not started: changes come from the window's own writes."""
    texts = Texts(language)
    messages = Messages(texts)
    runner = Runner()
    runner.failed.connect(messages.error)
    return ScreenContext(
        app=desk.app,
        texts=texts,
        theme=make_theme(dark=dark),
        runner=runner,
        messages=messages,
        changes=ChangeFeed(desk.app.queries, desk.clock, runner, messages),
        exports=Exports(runner, messages),
        now=desk.clock.utc,
    )


def settle(context: ScreenContext) -> None:
    """Run the event loop until every lane has delivered what was asked, then paint what waits."""
    QCoreApplication.processEvents()
    late = QDeadlineTimer(_SETTLE_MS)
    while context.runner.pending:  # an answer may ask again, as a whole window's timers do
        if late.hasExpired():
            msg = "the lanes did not come to rest"
            raise TimeoutError(msg)
        loop = QEventLoop()
        context.runner.idle.connect(loop.quit)
        QTimer.singleShot(late.remainingTime(), loop, loop.quit)
        loop.exec()
        context.runner.idle.disconnect(loop.quit)
    QCoreApplication.processEvents()


def end(context: ScreenContext) -> None:
    """Stop the lanes and delete what was left to be deleted later."""
    context.exports.close()
    context.runner.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
