"""What Rasa itself loads, in its own environment: channel, tracker store, encoder, classifier, reply names."""
