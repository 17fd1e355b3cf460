"""The two axes of the Admiralty code in words; the rule for giving them is docs/grades.md."""

RELIABLE = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "can’t be judged",
}
"""How reliable a publisher is."""

CREDIBLE = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "can’t be judged",
}
"""How credible a claim is."""
