"""What runs by itself: a catalogue of jobs and the loop that runs them, without Qt."""
