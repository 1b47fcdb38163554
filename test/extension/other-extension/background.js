// Does nothing by itself: the tests speak through it.
