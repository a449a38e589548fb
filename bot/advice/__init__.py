"""Pure advice: facts and a day in, advice out. No Rasa, no clock, no network, no database."""
