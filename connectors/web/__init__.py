"""The web channel: our page, the widget's socket and the downloads."""
