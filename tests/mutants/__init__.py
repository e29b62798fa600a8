"""Small changes of what sends, hears and remembers, each of which some test has to notice: `make mutants`."""
