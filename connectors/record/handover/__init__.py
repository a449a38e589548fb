"""The hand-over between the bot and human advisers, one small database step for each thing that may happen."""
