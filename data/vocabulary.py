"""The one vocabulary of Entente: every closed list of words, declared once."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing a claim says."""

    TALK = "talk"
    TIE = "tie"
    FIGURE = "figure"
    MILESTONE = "milestone"
    POSITION = "position"


class Stance(StrEnum):
    """How the source stands to what the claim says."""

    # Ledger files hold this order (`data.current.bits`): a new one comes last.
    ASSERTS = "asserts"
    DENIES = "denies"
    SAYS_POSSIBLE = "says-possible"
    DOES_NOT_RULE_OUT = "does-not-rule-out"
    EXPECTS = "expects"
    DECLINES_TO_COMMENT = "declines-to-comment"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How far a deal got. The first seven are ordered, the others stand beside them."""

    RUMOURED = "rumoured"
    EXPLORATORY = "exploratory"
    IN_TALKS = "in-talks"
    ADVANCED = "advanced"
    AGREED = "agreed"
    SIGNED = "signed"
    OPERATING = "operating"
    PAUSED = "paused"
    COLLAPSED = "collapsed"
    ENDED = "ended"


LADDER: tuple[Stage, ...] = tuple(Stage)[:7]
"""The ordered stages, from the weakest to the strongest."""


class Form(StrEnum):
    """What two parties negotiate or run."""

    CONTRACT_MANUFACTURING = "contract manufacturing"
    JOINT_VENTURE = "joint venture"
    EQUITY_STAKE = "equity stake"
    SUPPLY = "supply"
    TECHNOLOGY = "technology"
    CO_BRANDING = "co-branding"
    LICENCE = "licence"
    PLATFORM = "platform"
    ACQUISITION = "acquisition"
    MERGER = "merger"
    UNDISCLOSED = "undisclosed"


class TieType(StrEnum):
    """A standing relation, read `from` -> `to`."""

    OWNS = "owns"
    JOINT_VENTURE_PARENT = "joint-venture parent"
    BRAND_OF = "brand of"
    MANUFACTURES_FOR = "manufactures for"
    SUPPLIES = "supplies"
    SUPPLIES_TECHNOLOGY_TO = "supplies technology to"
    CO_DEVELOPS = "co-develops"
    LICENSES_TO = "licenses to"
    COMPETES_WITH = "competes with"


class Metric(StrEnum):
    """What a figure measures."""

    MARKET_SHARE = "market_share"
    MARKET_RANK = "market_rank"
    MARKET_SIZE = "market_size"
    CAPACITY = "capacity"
    PRODUCTION = "production"
    SALES = "sales"
    SHIPMENTS = "shipments"
    DELIVERIES = "deliveries"
    ORDERS = "orders"
    REVENUE = "revenue"
    PRICE = "price"
    DEAL_VALUE = "deal_value"
    STAKE = "stake"
    SHARE_PRICE_MOVE = "share_price_move"
    GROWTH = "growth"
    DURATION = "duration"
    COUNT = "count"
    SPECIFICATION = "specification"
    OTHER = "other"


class Basis(StrEnum):
    """What kind of number a figure is; the style of its mark."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"
    PLAN = "plan"
    FORECAST = "forecast"


class Unit(StrEnum):
    """Base units; a phrase's thousands, millions and billions are multiplied out."""

    VEHICLES = "vehicles"
    VEHICLES_A_YEAR = "vehicles a year"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage points"
    RANK = "rank"
    COUNT = "count"
    TIMES = "times"
    USD = "USD"
    CNY = "CNY"
    EUR = "EUR"
    KRW = "KRW"
    JPY = "JPY"
    GBP = "GBP"
    INR = "INR"
    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    HOURS = "hours"
    VOLTS = "volts"
    KILOMETRES = "kilometres"
    SQUARE_METRES = "square metres"
    KWH = "kWh"
    GWH = "GWh"
    GWH_A_YEAR = "GWh a year"
    KW = "kW"


MONEY: tuple[Unit, ...] = (Unit.USD, Unit.CNY, Unit.EUR, Unit.KRW, Unit.JPY, Unit.GBP, Unit.INR)
"""The units that are currencies."""


class When(StrEnum):
    """How a claim's time relates to its interval."""

    DURING = "during"
    AT = "at"
    BY = "by"


class Part(StrEnum):
    """Which part of an article carries a claim."""

    BODY = "body"
    HEADLINE = "headline"
    RELATED_HEADLINE = "related-headline"


class How(StrEnum):
    """How a claim answers another."""

    DENIES = "denies"
    CONFIRMS = "confirms"
    UPDATES = "updates"
    CORRECTS = "corrects"


class Scope(StrEnum):
    """How much of the answered claim an answer covers."""

    WHOLE = "whole"
    PART = "part"
    UNCLEAR = "unclear"


class Topic(StrEnum):
    """What a position is about."""

    MOTIVE = "motive"
    WORRY = "worry"
    REFUSAL = "refusal in principle"
    CAPABILITY = "capability"
    REQUIREMENT = "requirement"
    OPINION = "opinion"
    BACKGROUND = "background"


class Sort(StrEnum):
    """What sort of entity something is."""

    GROUP = "group"
    AUTOMAKER = "automaker"
    BRAND = "brand"
    JOINT_VENTURE = "joint venture"
    TECHNOLOGY = "technology"
    SUPPLIER = "supplier"
    REGULATOR = "regulator"
    DATA_PROVIDER = "data provider"
    PUBLISHER = "publisher"
    PLANT = "plant"
    PRODUCT = "product"
    MARKET = "market"


COMPANY_SORTS: tuple[Sort, ...] = tuple(Sort)[:6]
"""Sorts that take part in deals: what a company filter and the network offer first."""


class Attribution(StrEnum):
    """Who stands behind an origin."""

    ON_RECORD = "on record"
    ANONYMOUS = "anonymous"
    PUBLISHED_DATA = "published data"
    OWN_REPORTING = "own reporting"
    UNSTATED = "unstated"
    DERIVED = "derived by us"


class Linked(StrEnum):
    """Why two claims only belong together (`seeds/links.yaml`)."""

    OVERLAP = "overlap"
    TENSION = "tension"


class Verdict(StrEnum):
    """A judgement on whether two entities are one."""

    SAME = "same"
    NOT_SAME = "not-same"
    UNSURE = "unsure"


class TextRead(StrEnum):
    """How much of an article was read when it was curated."""

    FULL = "full"
    EXCERPT = "excerpt"
    NONE = "none"


class Known(StrEnum):
    """Whether a claim was published by the known-on date."""

    KNOWN = "known"
    POSSIBLY = "possibly"
    HIDDEN = "hidden"


class Within(StrEnum):
    """A date filter's three answers."""

    DEFINITELY = "definitely"
    POSSIBLY = "possibly"
    OUTSIDE = "outside"
