"""Results by arm as the house hands them in and gets them back: plain values around the readout's arithmetic."""
