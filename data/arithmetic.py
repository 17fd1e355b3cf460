"""Arithmetic of derived claims: a formula over input claims, evaluated without `eval`."""

import ast
import operator
from collections.abc import Callable, Mapping

BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


class BadFormula(ValueError):
    """A formula that can't be computed from its inputs."""


def evaluate(formula: str, inputs: Mapping[str, float]) -> float:
    """The value of `formula` (+ - * / ** and brackets) with `inputs` by name. Raises `BadFormula`."""

    def value(node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=name) if name in inputs:
                return inputs[name]
            case ast.Name(id=name):
                raise BadFormula(f"{name!r} is no input; inputs are {', '.join(sorted(inputs))}")
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -value(operand)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                return BINARY[type(op)](value(left), value(right))
        raise BadFormula(f"{formula!r} holds more than numbers, inputs, + - * / ** and brackets")

    try:
        return value(ast.parse(formula, mode="eval").body)
    except SyntaxError as error:
        raise BadFormula(f"{formula!r} is not arithmetic") from error
    except (ZeroDivisionError, OverflowError) as error:
        raise BadFormula(f"{formula!r} has no value: {error}") from error


def matches(stored: float, computed: float) -> bool:
    """Whether a stored value is the computed one, within the rounding of the digits stored."""
    text = f"{stored:.10f}".rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return abs(stored - computed) <= 0.5 * 10.0**-decimals + 1e-9
