"""Machine translation for advisers, off until an operator configures it: what a translator is, and one file each."""
