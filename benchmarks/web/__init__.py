"""The interface in front of a million documents: what a person waits for, in the real browser (issue: the desk)."""
