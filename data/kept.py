"""Keeps what was computed: a kept function runs once for the same arguments, and all sessions share what it gave.

Kept functions are pure: their result hangs on their arguments alone, and neither is ever written into. Values count as
the same when they are equal; frames, registers and other things without a value of their own when they are the very
same object. What was computed from a frame goes with that frame, so a key can be neither stale nor wrong.
"""

import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import wraps
from itertools import count
from threading import RLock
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST = 4096
"""Results of one function kept at once, where its arguments do not go before; the least recently used goes first."""

_stores: list["_Store[Any]"] = []


def kept(most: int = MOST) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a pure function keep its results, at most so many; what raises is not kept."""

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        store: _Store[T] = _Store(most)
        _stores.append(store)

        @wraps(function)
        def once(*args: P.args, **more: P.kwargs) -> T:
            given = (*args, *more.values())
            key = (*map(_part, args), *((name, _part(value)) for name, value in more.items()))
            return store.found(key, given, lambda: function(*args, **more))

        return once

    return decorated


def forget() -> None:
    """Drop all that is kept, as a server that has just started."""
    for store in _stores:
        store.entries.clear()


def many() -> int:
    """How many results are kept."""
    return sum(len(store.entries) for store in _stores)


class _Entry(Generic[T]):
    __slots__ = ("held", "result", "used")

    def __init__(self, result: T, held: list[Any], used: int) -> None:
        self.result, self.held, self.used = result, held, used


class _Store(Generic[T]):
    """The results of one function."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.entries: dict[Hashable, _Entry[T]] = {}
        self._lock, self._clock = RLock(), count()

    def found(self, key: Hashable, given: Iterable[Any], compute: Callable[[], T]) -> T:
        entry = self.entries.get(key)
        if entry is None:
            with self._lock:  # who asks for the same meanwhile waits for it
                entry = self.entries.get(key) or self._computed(key, given, compute)
        entry.used = next(self._clock)
        return entry.result

    def _computed(self, key: Hashable, given: Iterable[Any], compute: Callable[[], T]) -> _Entry[T]:
        entry = _Entry(compute(), [self._watched(part, key) for part in _unequal(given)], next(self._clock))
        self.entries[key] = entry
        if len(self.entries) > self.most:
            oldest = min(list(self.entries.items()), key=lambda one: one[1].used)[0]
            self.entries.pop(oldest, None)
        return entry

    def _watched(self, part: Any, key: Hashable) -> Any:
        """A watch that drops the entry when this goes; what cannot be watched is held, as its id must stay its own."""
        try:
            return weakref.ref(part, lambda _: self.entries.pop(key, None))
        except TypeError:
            return part


def _has_value(value: Any) -> bool:
    """Whether equality, and not identity, is what makes two of these the same."""
    own: Any = type(value).__hash__
    if own is object.__hash__:
        return False
    try:
        hash(value)
    except TypeError:  # a frame, a register, or what holds one
        return False
    return True


def _part(value: Any) -> Hashable:
    """What stands for an argument in a key: itself, or its id; of a tuple, list or set what stands for its parts."""
    if isinstance(value, tuple | list):
        return tuple(map(_part, value))
    if isinstance(value, set | frozenset):
        return frozenset(map(_part, value))
    return value if _has_value(value) else ("the very same", id(value))


def _unequal(given: Iterable[Any]) -> Iterator[Any]:
    """The arguments, and parts of them, that stand in a key by their id."""
    for value in given:
        if isinstance(value, tuple | list | set | frozenset):
            yield from _unequal(value)
        elif not _has_value(value):
            yield value
