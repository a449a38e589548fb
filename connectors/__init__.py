"""The gateway: record, delivery, documents and the channels through which people reach the bot."""
