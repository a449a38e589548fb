"""The record: conversations, messages, turns, ownership and outbox. Everything else leans on it."""
