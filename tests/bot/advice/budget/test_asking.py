"""What people ask about a budget, in four languages: the topic."""

from __future__ import annotations

import pytest

from bot.advice.budget.asking import topic_of


@pytest.mark.parametrize(
    ("topic", "texts"),
    [
        (
            "borrow",
            ["must I borrow", "hur mycket behöver jag låna", "كم يجب أن أقترض", "immisa ayaan amaahdaa"],
        ),
        (
            "customers",
            ["how many a week", "hur många kunder i veckan", "كم زبون في الأسبوع", "immisa macmiil"],
        ),
        ("tight", ["which month is tight", "vilken månad är tuffast", "أي شهر صعب", "bishee ayaa ugu adag"]),
        (
            "holds",
            ["does it hold together", "håller den ihop", "هل الميزانية متماسكة", "ma isku dheelitiran tahay"],
        ),
        (None, ["show it", "visa den", "اعرضها", "i tus"]),
    ],
)
def test_a_topic_is_known_in_every_language(topic: str | None, texts: list[str]) -> None:
    assert [topic_of(text) for text in texts] == [topic] * len(texts)
