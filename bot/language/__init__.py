"""Languages: the list of them, rendering of replies, amounts, dates, digits and detection."""
