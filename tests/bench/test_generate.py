"""Made ledgers have the shape of the real one, and the same seed makes the same rows."""

from pathlib import Path

import pandas as pd
import pytest

from bench import times
from bench.generate import arrow, generate, parts, write
from bench.names import names
from data.bulk import import_files
from data.dates import span
from data.tables import COLUMNS
from data.vocabulary import Kind, Metric, Stage, Stance


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return generate(3_000, seed=5)


def test_the_same_seed_makes_the_same_rows_and_another_does_not(tables):
    again, other = generate(3_000, seed=5), generate(3_000, seed=6)
    for name in COLUMNS:
        assert arrow(name, tables[name]).equals(arrow(name, again[name])), name
    assert not arrow("claims", tables["claims"]).equals(arrow("claims", other["claims"]))


def test_there_are_as_many_claims_as_asked_for_each_with_its_own_id(tables):
    claims = tables["claims"]
    assert len(claims) == 3_000
    assert claims["claim_id"].is_unique
    assert (
        not claims[["article_id", "statement", "origin", "published", "said_by", "publisher_name"]]
        .isna()
        .any(axis=None)
    )


def test_words_are_of_the_vocabulary(tables):
    claims = tables["claims"]
    assert set(claims["kind"]) == {str(kind) for kind in Kind}
    assert set(claims["stance"]) <= {str(stance) for stance in Stance}
    assert set(claims["stage"].dropna()) <= {str(stage) for stage in Stage}
    assert set(claims["metric"].dropna()) <= {str(metric) for metric in Metric}


def test_a_few_companies_carry_most_of_what_is_said(tables):
    mentioned = tables["mentions"]["entity"].value_counts()
    assert mentioned.head(10).sum() > mentioned.sum() / 4
    assert len(mentioned) > 100


def test_what_one_table_names_another_has(tables):
    known = {*tables["entities"]["entity"], *tables["people"]["person"]}
    assert set(tables["mentions"]["entity"]) <= known
    ids = set(tables["claims"]["claim_id"])
    assert set(tables["answers"]["claim_id"]) | set(tables["answers"]["answers"]) <= ids
    assert set(tables["mentions"]["claim_id"]) == ids
    assert set(tables["claims"]["origin"]) <= set(tables["origins"]["origin"])
    assert set(tables["claims"]["deal"].dropna()) <= set(tables["deals"]["deal"])
    assert set(tables["claims"]["article_id"]) <= set(tables["articles"]["article_id"])


def test_a_denial_answers_a_claim_of_its_own_deal_that_came_before(tables):
    claims, answers = tables["claims"].set_index("claim_id"), tables["answers"]
    denials = answers[answers["how"] == "denies"]
    assert len(denials) > 0
    denial, reported = claims.loc[denials["claim_id"]], claims.loc[denials["answers"]]
    assert (denial["deal"].to_numpy() == reported["deal"].to_numpy()).all()
    assert (denial["published_upper"].to_numpy() >= reported["published_upper"].to_numpy()).all()


@pytest.mark.parametrize(
    "made", [*times.publications(), times.periods(), times.vague()], ids=lambda table: str(table.edtf[0])
)
def test_bounds_made_in_bulk_are_those_that_the_parser_gives(made):
    for place in range(0, len(made.edtf), max(1, len(made.edtf) // 40)):
        parsed = span(made.edtf[place])
        assert (made.lower[place].item(), made.upper[place].item()) == (parsed.lower, parsed.upper)
        assert bool(made.vague[place]) == parsed.approximate


def test_names_are_distinct_and_the_same_at_every_call():
    assert len(set(names(9_000))) == 9_000
    assert list(names(20)) == list(names(9_000)[:20])


def test_a_ledger_too_small_for_every_kind_is_refused():
    with pytest.raises(ValueError, match="100 claims or more"):
        generate(20)


def test_a_ledger_made_in_parts_is_one_ledger(tmp_path: Path) -> None:
    made = list(parts(1_000, most=400))
    assert [len(tables["claims"]) for tables in made] == [333, 333, 334]
    files = [path for part, tables in enumerate(made, 1) for path in write(tmp_path / "made", tables, part)]
    counted = import_files(files, tmp_path / "made.duckdb")  # which refuses ids used twice and ids that lead nowhere
    assert counted["claims"] == 1_000
    assert counted["entities"] == len(made[0]["entities"])
    assert counted["links"] == sum(len(tables["links"]) for tables in made)
    links = pd.concat([tables["links"] for tables in made])
    assert links.groupby("link").size().eq(2).all()
