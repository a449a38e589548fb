"""The advisers' desk: who may come in, what they may see, and the page they work on."""
