"""The measurements of deploy/bench."""
