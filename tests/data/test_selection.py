"""What is drawn of a large ledger: by the written rules, never what fails the filter, and counted against everything."""

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import current, queries, selection, views
from data.compiled import statement
from data.faults import BrokenSeeds
from data.ledger import Ledger, open_stored
from data.queries import Chosen
from data.views import Shown
from data.vocabulary import Kind, Stage, Stance
from tests.data import counted

BUSY = ("Jorennara", "Coreric", "Baladan", "Davitova", "Galaevia", "Pelizhou")
CHOICES = {
    "nothing": Chosen(),
    "companies": Chosen(companies=tuple(name.lower() for name in BUSY)),
    "one company alone": Chosen(companies=("jorennara",), include_owned=False),
    "dates": Chosen(start=date(2021, 3, 1), end=date(2024, 6, 30)),
    "known on": Chosen(known_on=date(2023, 5, 20)),
    "stance": Chosen(stances=(Stance.ASSERTS, Stance.EXPECTS)),
    "denials": Chosen(stances=(Stance.DENIES,)),
    "least stage": Chosen(least_stage=Stage.SIGNED),
    "pinned": Chosen(revision=7),
    "all at once": Chosen(
        start=date(2020, 1, 1), known_on=date(2025, 2, 10), stances=(Stance.ASSERTS, Stance.DENIES), credibility=(2, 3, 4, 6),
        least_stage=Stage.IN_TALKS, revision=10,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger(large: Path) -> Ledger:
    return open_stored(large)


@pytest.fixture(scope="module")
def tables(ledger: Ledger) -> counted.Tables:
    return counted.tables(ledger)


@pytest.fixture(scope="module")
def bounded(ledger: Ledger) -> dict[str, Shown]:
    """Each choice as drawn where it may not be drawn whole, however small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "WHOLE", 0)
        return {name: views.shown(ledger, chosen) for name, chosen in CHOICES.items()}


choices = pytest.mark.parametrize("name", CHOICES)


def ids(claims: pd.DataFrame) -> set[str]:
    return set(claims["claim_id"])


def strongest(tables: counted.Tables, name: str) -> list[str]:
    """The deals that the rule draws: contested ones, then most origins and claims, then the newest."""
    passing = counted.passing(tables, CHOICES[name])
    deals = counted.deals(tables, CHOICES[name])
    deals = deals[deals["deal"].isin(passing["deal"])]
    order = ["contested", "origins", "claims", "last", "deal"]
    return deals.sort_values(order, ascending=[False] * 4 + [True])["deal"].head(selection.DEALS).tolist()


def parts(tables: counted.Tables, name: str) -> dict[str, set[str]]:
    """What each rule draws, by the rule's name; `counted.passing` gives the newest first."""
    passing = counted.passing(tables, CHOICES[name])
    figures = passing[passing["kind"] == "figure"]
    shares = figures[
        figures["metric"].isin(["market_share", "market_rank"]) & figures["market"].notna() & figures["period"].notna()
    ]
    sets = shares.assign(share=shares["metric"] == "market_share").groupby(counted.SET, dropna=False)["share"].sum()
    sets = sets[sets > 0].reset_index().sort_values(
        ["about_upper", "share", *counted.SET[:-1]], ascending=[False, False] + [True] * 6, na_position="last"
    ).head(selection.SETS)  # fmt: skip
    flows = figures[figures["metric"].isin(["capacity", "sales", "deliveries", "production", "shipments"])]
    makers = flows[flows["metric"] == "capacity"].groupby("of").size().reset_index(name="n")
    makers = makers.sort_values(["n", "of"], ascending=[False, True]).head(selection.MAKERS)["of"]
    ahead = passing["basis"].isin(["target", "plan", "forecast"]) | (passing["stance"] == "expects")
    ahead = passing[ahead & passing["dated"]]
    past = ahead["about_upper"] < pd.Timestamp(CHOICES[name].known_on or tables["claims"]["published_upper"].max())
    newest = {kind: passing[passing["kind"] == kind].head(selection.OF_A_KIND) for kind in ("milestone", "position")}
    left_open = passing[passing["stance"].isin(["does-not-rule-out", "declines-to-comment"])]
    denials = passing[passing["stance"] == "denies"]
    of_deals = passing[passing["deal"].isin(strongest(tables, name))]
    rules = {
        "deals": of_deals.groupby("deal").head(selection.OF_A_DEAL),
        "ties": passing[passing["kind"] == "tie"].head(selection.TIES),
        "whole sets of shares": shares.merge(sets[counted.SET], on=counted.SET),
        "capacity": flows[flows["of"].isin(makers)].groupby(["of", "metric", "basis"]).head(1),
        "metrics": figures[~figures.index.isin([*shares.index, *flows.index])]
        .groupby("metric")
        .head(selection.OF_A_METRIC),
        **newest,
        "denials and left open": pd.concat([denials.head(selection.DENIALS), left_open.head(selection.DENIALS)]),
        "come due": ahead[past].sort_values("about_upper", ascending=False, kind="stable").head(selection.DUE),
        "due next": ahead[~past].sort_values("about_upper", kind="stable").head(selection.DUE),
        "newest": passing.head(selection.NEWEST),
    }
    return {rule: ids(rows) for rule, rows in rules.items()}


@choices
def test_what_is_drawn_is_what_the_rules_say_and_what_relates_to_it(bounded, tables, name):
    drawn, rules = bounded[name], parts(tables, name)
    missing = {rule: wanted - ids(drawn.claims) for rule, wanted in rules.items()}
    assert not any(missing.values()), missing
    by_rule = set().union(*rules.values())
    record = ids(counted.on_record(tables, CHOICES[name]))
    assert ids(drawn.claims) | ids(drawn.beside) == by_rule | (counted.related(tables, by_rule) & record)
    assert drawn.claims["claim_id"].is_unique


def test_each_rule_draws_just_its_part(ledger, tables):
    name = "known on"
    seen, narrow, compared = queries.seen_on(ledger, CHOICES[name]), ledger.table("narrow"), ledger.table("compared")
    thin = selection.thin(seen)
    on_day = queries.deals_on_day(ledger, CHOICES[name])
    drawn_deals = on_day.filter(on_day.deal.isin(strongest(tables, name)))
    parts_ = [narrow.semi_join(part, "nth").select("claim_id") for part in selection.parts(thin, drawn_deals, compared)]
    found = [set(ledger.workspace.rows(statement(part))["claim_id"].to_pylist()) for part in parts_]
    wanted = parts(tables, name)
    assert len(found) == len(wanted)
    for rule, drawn in zip(wanted, found, strict=True):
        assert drawn == wanted[rule], rule
        assert drawn, rule


@choices
def test_a_choice_too_broad_to_be_noted_down_gives_the_same(ledger, bounded, name, monkeypatch):
    monkeypatch.setattr(views, "WHOLE", 0)
    monkeypatch.setattr(selection, "MANY", -1)
    found, noted = views.shown(ledger, CHOICES[name]), bounded[name]
    for frame in ("claims", "beside", "deals"):
        pd.testing.assert_frame_equal(getattr(found, frame), getattr(noted, frame))
    assert found.totals == noted.totals


@choices
def test_the_deals_drawn_are_the_strongest(bounded, tables, name):
    drawn = bounded[name].deals
    assert set(drawn["deal"]) == set(strongest(tables, name))
    assert len(drawn) == min(selection.DEALS, bounded[name].totals.deals)


def test_a_choice_without_a_deal_is_drawn_without_one(ledger, tables, monkeypatch):
    monkeypatch.setattr(views, "WHOLE", 0)
    claims = tables["claims"]
    silent = set(claims["publisher"]) - set(claims[claims["deal"].notna()]["publisher"])
    chosen = Chosen(publishers=(min(silent),))
    passing = counted.passing(tables, chosen)
    assert len(passing)
    assert passing["deal"].isna().all()
    drawn = views.shown(ledger, chosen)
    assert drawn.deals.empty
    assert (drawn.totals.deals, drawn.totals.contested, drawn.totals.drawn_deals) == (0, 0, 0)
    assert len(drawn.claims)


@choices
def test_nothing_drawn_fails_the_filter_and_what_stands_beside_does(ledger, bounded, tables, name):
    shown = queries.shown(queries.seen_on(ledger, CHOICES[name]))
    rows = ledger.workspace.rows(statement(ledger.table("narrow").semi_join(shown, "nth").select("claim_id")))
    passing = set(rows["claim_id"].to_pylist())
    assert passing == ids(counted.passing(tables, CHOICES[name]))
    assert ids(bounded[name].claims) <= passing
    assert not ids(bounded[name].beside) & passing


@choices
def test_claims_are_drawn_with_the_newest_publication_first(bounded, tables, name):
    order = {claim: n for n, claim in enumerate(tables["claims"]["claim_id"])}
    places = [order[claim] for claim in bounded[name].claims["claim_id"]]
    assert places == sorted(places)


@choices
def test_totals_count_everything_that_passes(bounded, tables, name):
    totals, passing = bounded[name].totals, counted.passing(tables, CHOICES[name])
    deals = counted.deals(tables, CHOICES[name])
    deals = deals[deals["deal"].isin(passing["deal"])]
    assert (totals.claims, totals.articles) == (len(passing), passing["article_id"].nunique())
    assert totals.kinds == {str(kind): int((passing["kind"] == str(kind)).sum()) for kind in Kind}
    assert totals.deals == len(deals)
    assert totals.contested == int(deals["contested"].sum())
    assert totals.running == int((deals["stage"] == "operating").sum())
    assert (totals.drawn, totals.drawn_deals) == (len(bounded[name].claims), len(bounded[name].deals))
    assert totals.whole == (totals.drawn == totals.claims and totals.drawn_deals == totals.deals)


@choices
def test_the_counts_of_a_choice_are_those_of_the_whole_ledger(ledger, tables, name):
    chosen = CHOICES[name]
    counts, record, found = (
        views.counts(ledger, chosen),
        counted.on_record(tables, chosen),
        counted.narrowed(tables, chosen),
    )
    everything = counted.on_record(tables, Chosen(revision=chosen.revision))
    hidden = everything[~everything["claim_id"].isin(record["claim_id"])]
    assert (counts.known, counts.possibly_known) == (int(record["known"].sum()), int((~record["known"]).sum()))
    assert (counts.hidden, counts.hidden_articles) == (len(hidden), hidden["article_id"].nunique())
    assert counts.articles == record["article_id"].nunique()
    many = counted.within(found, chosen).value_counts()
    assert (counts.definitely, counts.possibly, counts.outside) == tuple(
        int(many.get(word, 0)) for word in ("definitely", "possibly", "outside")
    )


def test_the_choices_tell_one_filter_from_another(bounded):
    assert len({tuple(shown.claims["claim_id"]) for shown in bounded.values()}) == len(CHOICES)
    assert bounded["nothing"].totals.contested > 0
    assert bounded["nothing"].totals.running > 0
    assert sum(len(shown.beside) > 0 for shown in bounded.values()) > 3


def test_a_choice_small_enough_is_drawn_whole_and_a_larger_one_is_not(ledger, tables):
    small = views.shown(ledger, CHOICES["denials"])
    assert small.totals.whole
    assert small.claims["claim_id"].tolist() == counted.passing(tables, CHOICES["denials"])["claim_id"].tolist()
    assert small.beside.empty
    large = views.shown(ledger, CHOICES["stance"])
    assert large.totals.claims > selection.WHOLE
    assert not large.totals.whole
    assert len(large.claims) < selection.WHOLE


def test_a_denial_is_drawn_with_what_it_denies(bounded, tables):
    drawn, told = bounded["nothing"].claims, tables["answers"]
    denials = told[(told["how"] == "denies") & told["claim_id"].isin(drawn["claim_id"])]
    assert len(denials) > 5
    assert set(denials["answers"]) <= ids(drawn), "both pass, so both are drawn"


def card(tables: counted.Tables, claim: str) -> set[str]:
    """All that the card of a claim shows: itself, what relates to it, the newest of its deal."""
    claims = tables["claims"]
    (row,) = claims[claims["claim_id"] == claim].to_dict("records")
    of_deal = claims[claims["deal"] == row["deal"]] if pd.notna(row["deal"]) else claims[:0]
    of_deal = of_deal.sort_values(["published_upper", "claim_id"], ascending=[False, True]).head(selection.AROUND)
    return {claim} | counted.related(tables, {claim}) | ids(of_deal)


def test_a_card_is_given_all_it_shows(ledger, tables):
    claims, answers, links = tables["claims"], tables["answers"], tables["links"]
    figures, denials = claims[claims["change_of"].notna()], answers[answers["how"] == "denies"]
    told_twice = claims.groupby("origin")["article_id"].transform("nunique") > 1
    asked = (
        denials["claim_id"].iloc[0], denials["answers"].iloc[-1], links["claim_id"].iloc[0],
        claims[claims["inputs"].notna()]["claim_id"].iloc[0], figures["claim_id"].iloc[0],
        claims[told_twice & claims["formula"].isna()]["claim_id"].iloc[0],
    )  # fmt: skip
    for claim in asked:
        given = views.around(ledger, Chosen(), (claim,))
        assert card(tables, claim) <= ids(given), claim
        (row,) = claims[claims["claim_id"] == claim].to_dict("records")
        if pd.isna(row["formula"]):
            reports = claims[claims["origin"] == row["origin"]]["article_id"].nunique()
            assert given[given["origin"] == row["origin"]]["article_id"].nunique() == reports, "the card counts reports"


def test_a_card_of_a_day_has_nothing_that_was_published_later(ledger, tables):
    day, answers = date(2023, 5, 20), tables["answers"]
    given = views.around(ledger, Chosen(known_on=day), tuple(answers["claim_id"]))
    assert len(given) > 20
    assert (given["published_lower"] <= pd.Timestamp(day)).all()


def test_registers_are_narrowed_to_the_claims_shown(ledger, bounded, tables):
    shown = bounded["nothing"].claims["claim_id"]
    answers, links, mentions = tables["answers"], tables["links"], tables["mentions"]
    met = answers[answers["claim_id"].isin(shown) | answers["answers"].isin(shown)]
    assert len(views.touching(ledger, "answers", shown)) == len(met)
    numbers = dict(zip(shown, bounded["nothing"].claims["nth"], strict=True))
    mine = mentions[mentions["claim_id"].isin(shown)][["claim_id", "entity", "role"]].drop_duplicates()
    mine = mine.assign(nth=mine["claim_id"].map(numbers)).sort_values(["nth", "entity", "role"], ignore_index=True)
    pd.testing.assert_frame_equal(views.mentions(ledger, numbers), mine.drop(columns="nth").astype(object))
    whole = links["link"].isin(links[links["claim_id"].isin(shown)]["link"])
    assert len(views.touching(ledger, "links", shown)) == whole.sum()


def test_numbers_of_another_state_never_give_another_claims_mentions(ledger, bounded, tables):
    claims = bounded["nothing"].claims
    moved = dict(zip(claims["claim_id"], claims["nth"] + 1, strict=True))
    found = views.mentions(ledger, moved)
    true = set(tables["mentions"][["claim_id", "entity", "role"]].itertuples(index=False, name=None))
    assert set(found.itertuples(index=False, name=None)) <= true
    assert views.mentions(ledger, {"of-no-ledger.1": 0}).empty


FACETS = {
    "everything": ((), "", False, False),
    "kinds": (("talk", "tie"), "", False, False),
    "on record": ((), "", True, False),
    "drafts": ((), "", False, True),
    "a word": ((), "Export", False, False),
    "a word in a name": ((), "baladan", False, False),
    "two words of talks on record": (("talk",), "licence BALADAN", True, False),
    "a word that no claim holds": ((), "zzzz", False, False),
}


def holding(tables, ledger, claims, word):
    """Whether each claim holds a word: in its texts, or in a name of whom it mentions."""
    people, entities = (ledger.table(name).to_pyarrow().to_pandas() for name in ("people", "entities"))
    names = [*entities[["entity", "aliases"]].values.tolist(), *people[["person", "aliases"]].values.tolist()]
    called = {who for who, aliases in names if aliases and word in aliases.lower()}
    mentions = tables["mentions"]
    met = claims["claim_id"].isin(mentions[mentions["entity"].isin(called)]["claim_id"])
    for column in ("statement", "publisher_name", "title", "what", "scope", "measure", "claim_id"):
        met |= claims[column].fillna("").astype(str).str.lower().str.contains(word, regex=False)
    return met


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("choice", ["nothing", "all at once"])
def test_a_table_lists_the_newest_that_pass_filters_facets_and_words(ledger, tables, name, choice):
    kinds, query, on_record, drafts = FACETS[name]
    claims = counted.passing(tables, CHOICES[choice])
    claims = claims[claims["kind"].isin(kinds)] if kinds else claims
    claims = claims[claims["attribution"] == "on record"] if on_record else claims
    claims = claims[claims["revision"].isna()] if drafts else claims
    for word in query.lower().split():
        claims = claims[holding(tables, ledger, claims, word)]
    found = views.listed(ledger, CHOICES[choice], kinds, query, on_record, drafts)
    assert found.claims["claim_id"].tolist() == claims["claim_id"].head(selection.LISTED).tolist()
    assert (found.total, found.articles) == (len(claims), claims["article_id"].nunique())


def test_what_looks_ahead_or_is_left_open_lies_first_then_claims_of_one_kind_the_newest_first(ledger):
    rows = ledger.engine.rows("SELECT kind::VARCHAR AS kind, nth, ahead OR unsaid AS apart FROM narrow ORDER BY rowid")
    rows = rows.to_pandas()
    assert len(rows) == ledger.claims
    assert 0 < rows["apart"].sum() < len(rows)
    ordered = rows.sort_values(["apart", "kind", "nth"], ascending=[False, True, True], ignore_index=True)
    pd.testing.assert_frame_equal(rows, ordered)


def test_what_denies_or_leaves_open_is_marked(ledger):
    held = ledger.engine.rows("SELECT DISTINCT stance::VARCHAR AS stance, unsaid FROM narrow").to_pylist()
    marked = {unsaid: {row["stance"] for row in held if row["unsaid"] is unsaid} for unsaid in (True, False)}
    assert marked[True] == {"denies", "does-not-rule-out", "declines-to-comment"}
    assert marked[False] == {str(stance) for stance in Stance} - marked[True]


@pytest.mark.parametrize(("table", "column"), sorted(current.READ))
def test_a_file_of_an_earlier_desk_is_refused_by_name(large, tmp_path, table, column):
    older = tmp_path / "older.duckdb"
    older.write_bytes(large.read_bytes())
    duckdb.connect(str(older)).execute(f"ALTER TABLE {table} DROP COLUMN {column}").close()
    with pytest.raises(BrokenSeeds, match=f"lacks the columns {table}.{column}"):
        open_stored(older)


def test_the_bits_of_stances_are_those_that_files_hold(ledger):
    assert [current.bits([stance]) for stance in Stance] == [1, 2, 4, 8, 16, 32, 64]
    held = ledger.engine.rows("SELECT DISTINCT stance::VARCHAR AS stance, stance_bit FROM narrow").to_pylist()
    assert held
    assert all(row["stance_bit"] == current.bits([Stance(row["stance"])]) for row in held)
    assert current.bits([Stance.ASSERTS, Stance.DENIES, Stance.ASSERTS]) == 3
