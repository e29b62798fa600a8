"""Reading an experiment by the defaults: sample ratio first, then every metric with one p-value each."""
