"""Places for labels on a plot: the first side of a mark that is free; where none is, the label is dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label hangs: its mark's value, the shift from it in px (right, up), its anchor."""

    x: float
    y: float
    right: float
    up: float
    anchor: str

    def note(self, words: str, size: float, colour: str, ground: str) -> dict[str, Any]:
        """The label as a Plotly annotation on `ground`, so that the grid breaks."""
        return {
            "x": self.x, "y": self.y, "text": words, "xanchor": self.anchor, "yanchor": "middle",
            "xshift": self.right, "yshift": self.up, "align": self.anchor, "showarrow": False, "bgcolor": ground,
            "borderpad": 1, "font": {"size": size, "color": colour},
        }  # fmt: skip


@dataclass
class Places:
    """What of a plot is taken. In px: its size and the room `beyond` its right end; `x`, `y` are its ends."""

    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]
    beyond: float = 12
    taken: list[Box] = field(default_factory=list)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Px of a value, from the left and from the bottom."""
        (x0, x1), (y0, y1) = self.x, self.y
        return (x - x0) / (x1 - x0) * self.width, (y - y0) / (y1 - y0) * self.height

    def block(self, points: Iterable[tuple[float, float]], radius: float = 4) -> None:
        """Keep labels off these values."""
        for x, y in points:
            left, up = self.at(x, y)
            self.taken.append((left - radius, up - radius, left + radius, up + radius))

    def find(
        self, x: float, y: float, wide: float, high: float, near: float = 13, first: str = "beside"
    ) -> Place | None:
        """The first free place for a label of `wide` by `high` px `near` a value, taken from then on."""
        left, up = self.at(x, y)
        lift = high / 2 + near - 4
        sides = [
            (near, 0.0, "left"), (-near, 0.0, "right"), (near, -lift, "left"), (-near, lift, "right"),
            (near, lift, "left"), (-near, -lift, "right"), (0.0, lift + 4, "center"), (0.0, -lift - 4, "center"),
        ]  # fmt: skip
        if first == "above":
            sides.insert(0, (-near, lift, "right"))
        elif first == "only beside":
            sides = sides[:2]
        for right, rise, anchor in sides:
            start = left + right - (wide if anchor == "right" else wide / 2 if anchor == "center" else 0)
            box = (start, up + rise - high / 2, start + wide, up + rise + high / 2)
            inside = box[0] >= -4 and box[2] <= self.width + self.beyond and box[1] >= 0 and box[3] <= self.height + 14
            if inside and not any(_meet(box, other) for other in self.taken):
                self.taken.append(box)
                return Place(x, y, right, rise, anchor)
        return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
