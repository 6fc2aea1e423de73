"""What tests of commands share: a plot, codes, outcomes, meters that misbehave."""

import pytest

from app.domain.errors import Refusal
from app.domain.kinds import RequestKind

CONTROL = [kind for kind in RequestKind if kind.is_control]


def code_of(call, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        call(*args, **kwargs)
    return refused.value.code


def last(desk, request):
    control = [c for c in desk.commands(request) if c.action.value != "read"]
    return control[-1]


def outcome(desk, request):
    command = last(desk, request)
    return command.state, command.code


def kinds(desk, plot):
    return [line.kind.value for line in desk.received(plot)]


class Wrapped:
    """A way to the meters that does something on the way."""

    def __init__(self, inner):
        self.inner = inner
        self.calls = []

    def execute(self, *args, **kwargs):
        return self.inner.execute(*args, **kwargs)

    def read_state(self, *args, **kwargs):
        return self.inner.read_state(*args, **kwargs)

    def close(self):
        pass


class SilentAfterSending(Wrapped):
    """The line goes dead once the command has gone out."""

    def execute(self, *args, **kwargs):
        self.calls.append("sent")
        return self.inner.execute(*args, **kwargs)

    def read_state(self, *args, **kwargs):
        from app.services.ports.metering import NoAnswer

        return NoAnswer("line dead") if self.calls else self.inner.read_state(*args, **kwargs)
