"""What operators ask of a running bot, as often as they like and at nobody's cost: can it work, and how is it."""
