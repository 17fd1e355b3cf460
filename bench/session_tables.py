"""Results of `bench.sessions` as Markdown."""

import statistics
from typing import Any


def measured_on(result: dict[str, Any]) -> str:
    """The machine and the facts, as the tables' first line."""
    on = result["machine"]
    return (
        f"Measured {result['day']} on {result['claims']:,} claims: {on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, "
        f"Python {on['python']}, load {on['load_before']} before; {result['seconds']:g} s a count."
    )


def spread(values: list[float]) -> str:
    """The median of these, and their quartiles."""
    if len(values) < 2:
        return "-"
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"


def table(result: dict[str, Any]) -> str:
    """The results as Markdown."""
    lines = [
        measured_on(result),
        f"p50 and p95 of a count: the median (quartiles) of those of its {result['slices']} slices of equal length; whole: of all its changes.",
        "",
        "| | sessions | p50, ms | p95, ms | p95, whole | worst, ms | changes (left out) | failed | kB a change | server, CPU ms a change | memory, MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, seen in result["peers"].items():
        for row in seen["counts"]:
            many = max(row["changes"], 1)
            p50s, p95s = ([slice_[n] for slice_ in row["slices_p50_p95_ms"]] for n in (0, 1))
            lines.append(
                f"| {name} | {row['sessions']} | {spread(p50s)} | {spread(p95s)} | {row['p95_ms']:,.0f} | {row['worst_ms']:,.0f} | "
                f"{row['changes']:,} ({row['skipped']:,}) | {len(row['failed'])} | {row['received'] / many / 1e3:,.0f} | "
                f"{1000 * row['server_s'] / many:.0f} | {row['rss_mb']:,.0f} |"
            )
    lines += [
        "",
        f"| | p95 at most {result['limit_ms']:g} ms | past it | memory before, MB | after, MB |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, seen in result["peers"].items():
        lines.append(
            f"| {name} | {seen['within']} | {seen['beyond'] or 'not seen'} | {seen['rss_before_mb']} | {seen['rss_after_mb']} |"
        )
    return "\n".join(lines)


def soak_table(result: dict[str, Any]) -> str:
    """A soak's results as Markdown."""
    lines = [
        measured_on(result),
        "",
        "| | sessions | changes (left out) | failed | p50, ms | p95, ms | warm, MB | all open, MB | at the end, MB | a session, MB | slope, MB a minute |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, row in result["peers"].items():
        samples = row["samples_s_mb"]
        lines.append(
            f"| {name} | {row['sessions']} | {row['changes']:,} ({row['skipped']:,}) | {len(row['failed'])} | {row['p50_ms']:,.0f} | "
            f"{row['p95_ms']:,.0f} | {row['warm_mb']:,.0f} | {samples[0][1]:,.0f} | {samples[-1][1]:,.0f} | {row['a_session_mb']:.2f} | "
            f"{row['slope_mb_a_minute']:+.2f} |"
        )
    return "\n".join(lines)
