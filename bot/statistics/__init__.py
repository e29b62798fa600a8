"""The arithmetic of experiments, series and money. What imports numpy or scipy runs in the worker process only."""
